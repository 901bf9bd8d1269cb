package dev.ares.payment.adapter.web;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.DeclareNotGiven;
import dev.ares.payment.application.DeclareNotTaken;
import dev.ares.payment.application.RedriveParked;
import dev.ares.payment.application.Unresolved.Entry;
import dev.ares.payment.application.Unresolved.Status;
import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Money;
import dev.ares.web.Caller;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/**
 * Payments and refunds of unknown outcome for operators: which ones there are, having the provider asked now, and ending
 * what the provider cannot tell.
 */
@RestController
@RequestMapping("/api/admin/payments")
public final class PaymentAdminController {

    /**
     * @param kind {@code payment} or {@code refund}
     * @param reason why the outcome is unknown, or what was said against it
     */
    record EntryView(
            String id,
            String kind,
            String orderId,
            Status status,
            Money amount,
            String reason,
            int attempts,
            Instant dueAt,
            Instant createdAt,
            Instant updatedAt) {

        static EntryView of(Entry entry) {
            return new EntryView(
                    entry.id().toString(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.orderId(),
                    entry.status(),
                    entry.amount(),
                    entry.reason(),
                    entry.attempts(),
                    entry.dueAt(),
                    entry.createdAt(),
                    entry.updatedAt());
        }
    }

    /** What was seen at the provider, for whoever asks later. */
    record Seen(String note) {

        private static final int LONGEST = 500;

        Seen {
            if (note.isBlank() || note.length() > LONGEST || !printable(note)) {
                throw Problem.badRequest(
                        "note", "what was seen at the provider, on one line of 1 to " + LONGEST + " characters");
            }
        }

        private static boolean printable(String text) {
            return text.codePoints()
                    .noneMatch(one -> Character.isISOControl(one) || Character.getType(one) == Character.SURROGATE);
        }
    }

    private final RedriveParked redriveParked;
    private final DeclareNotTaken declareNotTaken;
    private final DeclareNotGiven declareNotGiven;

    public PaymentAdminController(
            RedriveParked redriveParked, DeclareNotTaken declareNotTaken, DeclareNotGiven declareNotGiven) {
        this.redriveParked = redriveParked;
        this.declareNotTaken = declareNotTaken;
        this.declareNotGiven = declareNotGiven;
    }

    /** Oldest first: those are the ones that need somebody. */
    @GetMapping
    Mono<PageView<EntryView>> list(
            @RequestParam(defaultValue = "parked") String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = Paging.limit(limit);
        return redriveParked
                .find(status(status), Paging.after(cursor, UUID::fromString), most + 1)
                .collectList()
                .map(found -> PageView.of(found, most, entry -> entry.id().toString(), EntryView::of));
    }

    /** Accepted: the provider is asked within moments, or the contradiction is off the list. */
    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<Void>> retry(Caller caller, @PathVariable String id) {
        return redriveParked.retry(uuid(id), caller.userId()).map(found -> {
            if (!found) {
                throw Problem.notFound();
            }
            return ResponseEntity.accepted().build();
        });
    }

    /** 409 as long as the provider may tell by itself. */
    @PostMapping("/{id}/not-taken")
    Mono<ResponseEntity<Void>> notTaken(Caller caller, @PathVariable String id, @RequestBody Seen body) {
        return decided(declareNotTaken.declare(uuid(id), caller.userId(), body.note()));
    }

    /** The same of a refund. */
    @PostMapping("/{id}/not-given")
    Mono<ResponseEntity<Void>> notGiven(Caller caller, @PathVariable String id, @RequestBody Seen body) {
        return decided(declareNotGiven.declare(uuid(id), caller.userId(), body.note()));
    }

    private static Mono<ResponseEntity<Void>> decided(Mono<?> decision) {
        return decision.switchIfEmpty(Mono.error(Problem::notFound))
                .onErrorMap(
                        IllegalTransition.class,
                        early -> Problem.conflict("not-to-be-decided", String.valueOf(early.getMessage())))
                .map(ended -> ResponseEntity.noContent().build());
    }

    private static Status status(String given) {
        return switch (given.toUpperCase(Locale.ROOT)) {
            case "PENDING" -> Status.PENDING;
            case "PARKED" -> Status.PARKED;
            default -> throw Problem.badRequest("status", "PENDING or PARKED");
        };
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException unknown) {
            throw Problem.notFound();
        }
    }
}
