package dev.ares.benchmarks.relay;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTest {

    @Test
    void aRunIsRightOnlyWhenNothingIsLostRepeatedOrLeft() {
        assertThat(result(0, 0, 0).isRight()).isTrue();
        assertThat(result(1, 0, 0).isRight())
                .as("one did not come, and nobody has it")
                .isFalse();
        assertThat(result(0, 1, 0).isRight()).as("one came twice").isFalse();
        assertThat(result(0, 0, 1).isRight())
                .as("all came, and one would be sent again")
                .isFalse();
    }

    @Test
    void whoIsSlowIsNotWrong() {
        Result slow = result(3, 0, 3);

        assertThat(slow.isRight()).isTrue();
        assertThat(slow.late()).isEqualTo(3);
    }

    @Test
    void butOneThatIsNotThereAnyMoreWasLost() {
        Result lossy = result(3, 0, 2);

        assertThat(lossy.isRight()).isFalse();
        assertThat(lossy.lost()).isEqualTo(1);
    }

    @Test
    void aMedianHidesNothingThatWentWrong() {
        Result median = Result.median(List.of(
                Result.of(10, 1, 4, 5, 0, 0, 0), Result.of(30, 2, 6, 5, 2, 2, 1), Result.of(20, 3, 5, 5, 0, 0, 1)));

        assertThat(median).isEqualTo(new Result(20, 2, 5, 15, 1, 1, 2, 1));
    }

    private static Result result(long missing, long repeated, long unsent) {
        return Result.of(1, 0, 0, 5, missing, repeated, unsent);
    }
}
