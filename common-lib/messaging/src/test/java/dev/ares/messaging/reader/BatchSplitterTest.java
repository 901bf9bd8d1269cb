package dev.ares.messaging.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchSplitterTest {

    private final List<Integer> applied = new ArrayList<>();
    private final List<Integer> parked = new ArrayList<>();
    private int attempts;

    @Property(tries = 60)
    void parksExactlyWhatIsAtFaultAndAppliesTheRestOnceAndInOrder(
            @ForAll @Size(min = 1, max = 40) List<Integer> batch,
            @ForAll @Size(max = 3) Set<@IntRange(min = 0, max = 39) Integer> faulty) {
        List<Numbered> numbered = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            numbered.add(new Numbered(i));
        }
        List<Integer> appliedNow = new ArrayList<>();
        List<Integer> parkedNow = new ArrayList<>();

        new BatchSplitter<Numbered>(
                        part -> {
                            if (part.stream().anyMatch(one -> faulty.contains(one.number()))) {
                                throw new IllegalArgumentException("at fault");
                            }
                            part.forEach(one -> appliedNow.add(one.number()));
                        },
                        (one, fault) -> parkedNow.add(one.number()))
                .apply(numbered);

        List<Integer> all = numbered.stream().map(Numbered::number).toList();
        assertThat(parkedNow).isEqualTo(all.stream().filter(faulty::contains).toList());
        assertThat(appliedNow)
                .isEqualTo(all.stream().filter(one -> !faulty.contains(one)).toList());
    }

    @Test
    void aFaultOfTheInfrastructureEndsItAtOnceAndParksNothing() {
        BatchSplitter<Integer> splitter = new BatchSplitter<>(
                part -> {
                    attempts++;
                    throw new IllegalStateException(new TimeoutException("no connection"));
                },
                (one, fault) -> parked.add(one));

        assertThatThrownBy(() -> splitter.apply(List.of(1, 2, 3))).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(attempts).isEqualTo(1);
        assertThat(parked).isEmpty();
    }

    @Test
    void aFaultOfTheInfrastructureWhileOneIsBeingIsolatedParksNothingEither() {
        BatchSplitter<Integer> splitter = new BatchSplitter<>(
                part -> {
                    if (part.size() > 1) {
                        throw new IllegalArgumentException("one of them is at fault");
                    }
                    if (++attempts == 2) {
                        throw new IllegalStateException(new TimeoutException("no connection"));
                    }
                    throw new IllegalArgumentException("at fault");
                },
                (one, fault) -> parked.add(one));

        assertThatThrownBy(() -> splitter.apply(List.of(1, 2))).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(parked).isEmpty();
    }

    @Test
    void oneThatFailsAloneOnlyForAMomentIsApplied() {
        Map<Integer, Integer> failures = new HashMap<>(Map.of(2, BatchSplitter.ATTEMPTS - 1));
        BatchSplitter<Integer> splitter = new BatchSplitter<>(
                part -> {
                    if (part.size() > 1) {
                        throw new IllegalArgumentException("what runs beside it is in its way");
                    }
                    if (failures.merge(part.get(0), -1, Integer::sum) >= 0) {
                        throw new IllegalArgumentException("what runs beside it is in its way");
                    }
                    applied.addAll(part);
                },
                (one, fault) -> parked.add(one));

        splitter.apply(List.of(1, 2));

        assertThat(applied).containsExactly(1, 2);
        assertThat(parked).isEmpty();
    }

    @Test
    void whatCannotBeParkedIsNotPassedOver() {
        BatchSplitter<Integer> splitter = new BatchSplitter<>(
                part -> {
                    throw new IllegalArgumentException("at fault");
                },
                (one, fault) -> {
                    throw new IllegalStateException("the broker is gone");
                });

        assertThatThrownBy(() -> splitter.apply(List.of(1))).hasMessage("the broker is gone");
    }

    private record Numbered(int number) {}
}
