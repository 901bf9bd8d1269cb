package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/** Sagas for operators: which ones run or are parked, and letting a parked one go on. */
@RestController
@RequestMapping("/api/admin/sagas")
public final class SagaController {

    /** @param parked why it waits for an operator; null when it does not */
    record SagaView(
            String id,
            String saga,
            SagaInstance.Phase phase,
            List<String> awaiting,
            int attempt,
            @Nullable Instant dueAt,
            @Nullable String reason,
            @Nullable String parked,
            Instant createdAt,
            Instant updatedAt) {

        static SagaView of(SagaReader.Overview saga) {
            return new SagaView(
                    saga.id().toString(),
                    saga.saga(),
                    saga.phase(),
                    saga.awaiting(),
                    saga.attempt(),
                    saga.dueAt(),
                    saga.reason(),
                    saga.parked(),
                    saga.createdAt(),
                    saga.updatedAt());
        }
    }

    private final SagaReader sagas;
    private final List<SagaOrchestrator<?>> orchestrators;

    public SagaController(SagaReader sagas, List<SagaOrchestrator<?>> orchestrators) {
        this.sagas = sagas;
        this.orchestrators = List.copyOf(orchestrators);
    }

    /** Oldest first: those are the ones that need somebody. */
    @GetMapping
    Mono<PageView<SagaView>> list(
            @RequestParam(defaultValue = "parked") String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = Paging.limit(limit);
        return sagas.find(status(status), Paging.after(cursor, UUID::fromString), most + 1)
                .collectList()
                .map(found -> PageView.of(found, most, saga -> saga.id().toString(), SagaView::of));
    }

    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<Void>> retry(@PathVariable String id) {
        UUID saga = OrderController.orderId(id).value();
        // Each orchestrator knows its own sagas only, and an id belongs to one of them.
        Mono<Boolean> someRetried = Flux.fromIterable(orchestrators)
                .concatMap(orchestrator -> orchestrator.retry(saga))
                .any(retried -> retried);
        return someRetried.map(retried -> {
            if (!retried) {
                throw Problem.notFound();
            }
            return ResponseEntity.accepted().build();
        });
    }

    private static SagaReader.Status status(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "running" -> SagaReader.Status.RUNNING;
            case "parked" -> SagaReader.Status.PARKED;
            default -> throw Problem.badRequest("status", "running or parked");
        };
    }
}
