package dev.ares.web;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PagingTest {

    @Test
    void aPageHoldsTwentyUnlessTold() {
        assertThat(Paging.limit(null)).isEqualTo(20);
        assertThat(Paging.limit("100")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "", " 5", "9999999999"})
    void anotherLimitIsNamedWithWhatWasExpected(String limit) {
        assertThatThrownBy(() -> Paging.limit(limit))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("limit");
    }

    @Test
    void aCursorLeadsBackToWhereThePageEnded() {
        String cursor = Paging.cursor("Tasse, groß");
        assertThat(Paging.<String>after(cursor, Function.identity())).isEqualTo("Tasse, groß");
        assertThat(Paging.<String>after(null, Function.identity())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "bm8gdGltZQ", ""})
    void aCursorThatIsNotOursIsRefused(String cursor) {
        assertThatThrownBy(() -> Paging.after(cursor, Instant::parse))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void oneMoreThanAPageHoldsMakesANextPage() {
        PageView<Integer> page = PageView.of(List.of(1, 2, 3), 2, String::valueOf, one -> one * 10);
        assertThat(page.items()).containsExactly(10, 20);
        assertThat(Paging.<Integer>after(page.next(), Integer::valueOf)).isEqualTo(2);
        assertThat(PageView.of(List.of(1, 2), 2, String::valueOf, one -> one).next())
                .isNull();
    }
}
