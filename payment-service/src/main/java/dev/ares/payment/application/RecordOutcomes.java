package dev.ares.payment.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Leased;

/**
 * Stores what is known of payments or of refunds, nearly always by the provider's word, and replies to what was stored and
 * to nothing else, in one transaction. What was overtaken is left alone; where it says definitely something else than what
 * is stored, people are to look.
 */
public final class RecordOutcomes<T extends Leased> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordOutcomes.class);

    private final Leases<T> leases;
    private final Function<List<T>, Mono<Void>> reply;
    private final Contradictions contradictions;
    private final Transaction transaction;

    /** @param reply to those that are final, in the caller's transaction; others are passed over */
    public RecordOutcomes(
            Leases<T> leases,
            Function<List<T>, Mono<Void>> reply,
            Contradictions contradictions,
            Transaction transaction) {
        this.leases = leases;
        this.reply = reply;
        this.contradictions = contradictions;
        this.transaction = transaction;
    }

    /** Those that were changed; who is missing was overtaken, and its outcome is not recorded. */
    public Mono<List<T>> record(List<T> told) {
        List<T> words = oneEach(told);
        Mono<List<T>> work = leases.save(words).flatMap(changed -> {
            List<T> stored =
                    words.stream().filter(one -> changed.contains(one.id())).toList();
            stored.forEach(RecordOutcomes::logParked);
            return reply.apply(stored).then(compare(told, stored)).thenReturn(stored);
        });
        return transaction.run(work);
    }

    /**
     * Stores what people decided and replies to it, in one transaction with who did. The provider's word may be quicker: then
     * it stands, and the decision is taken anew about what is stored by then.
     *
     * @param decision fails when what is stored is not for people to decide
     * @param kept notes who decided
     * @return empty when there is nothing of this id
     */
    public Mono<T> decide(UUID id, UnaryOperator<T> decision, Mono<Void> kept) {
        return transaction.run(decided(id, decision, kept));
    }

    private Mono<T> decided(UUID id, UnaryOperator<T> decision, Mono<Void> kept) {
        return leases.ofIds(List.of(id)).singleOrEmpty().map(decision).flatMap(decided -> leases.save(List.of(decided))
                .filter(changed -> !changed.isEmpty())
                .flatMap(changed -> reply.apply(List.of(decided)).then(kept).thenReturn(decided))
                .switchIfEmpty(Mono.defer(() -> decided(id, decision, kept))));
    }

    /** Definite words that came too late: they go with what is stored, or something is wrong with the money. */
    private Mono<Void> compare(List<T> told, List<T> stored) {
        List<T> late = told.stream()
                .filter(one -> one.isFinal() && !stored.contains(one))
                .toList();
        if (late.isEmpty()) {
            return Mono.empty();
        }
        return leases.ofIds(late.stream().map(Leased::id).distinct().toList())
                .filter(Leased::isFinal)
                .collectMap(Leased::id)
                .flatMapMany(found -> Flux.fromIterable(late).concatMap(word -> compare(word, found.get(word.id()))))
                .then();
    }

    private Mono<Void> compare(T word, @Nullable T stored) {
        if (stored == null || stored.outcome().equals(word.outcome())) {
            return Mono.empty();
        }
        LOG.error(
                "{} {} is {}; the provider said too late: {}",
                word.kind(),
                word.id(),
                stored.outcome(),
                word.outcome());
        return contradictions.add(stored, "stored as " + stored.outcome() + ", said too late: " + word.outcome());
    }

    /**
     * Several may speak of one: it was asked about again before the first answer was stored. What is final counts, or else
     * the last word; a reply to the other would be one to something that is not stored.
     */
    private static <T extends Leased> List<T> oneEach(List<T> told) {
        Map<UUID, T> words = new LinkedHashMap<>();
        told.forEach(one -> words.merge(one.id(), one, (before, after) -> before.isFinal() ? before : after));
        return List.copyOf(words.values());
    }

    private static void logParked(Leased one) {
        if (one.isParked()) {
            LOG.error(
                    "{} {} of order {} is parked: {}",
                    one.kind().name().toLowerCase(Locale.ROOT),
                    one.id(),
                    one.orderId(),
                    one.detail());
        }
    }
}
