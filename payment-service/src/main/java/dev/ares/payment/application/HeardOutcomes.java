package dev.ares.payment.application;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Leased;

/** Records what the provider said when a hint made us ask. What does not go with what is stored is for people. */
final class HeardOutcomes<T extends Leased> {

    private static final Logger LOG = LoggerFactory.getLogger(HeardOutcomes.class);

    private final RecordOutcomes<T> recordOutcomes;
    private final Contradictions contradictions;

    HeardOutcomes(RecordOutcomes<T> recordOutcomes, Contradictions contradictions) {
        this.recordOutcomes = recordOutcomes;
        this.contradictions = contradictions;
    }

    /**
     * What came of it; empty when it is to be taken again later.
     *
     * @param told what is stored, once it was told what the provider says
     */
    Mono<String> apply(T stored, UnaryOperator<T> told) {
        try {
            T heard = told.apply(stored);
            return heard.equals(stored) ? Mono.just("applied") : record(heard);
        } catch (IllegalTransition contradiction) {
            String kind = stored.kind().name().toLowerCase(Locale.ROOT);
            LOG.error("{} {} contradicts the provider", kind, stored.id(), contradiction);
            return contradictions
                    .add(stored, "said by webhook: " + contradiction.getMessage())
                    .thenReturn("contradiction: " + contradiction.getMessage());
        }
    }

    /** What was changed meanwhile, by a sweep for instance, still has to hear it: the hint stays due. */
    private Mono<String> record(T heard) {
        return recordOutcomes
                .record(List.of(heard))
                .filter(changed -> !changed.isEmpty())
                .map(changed -> "applied");
    }
}
