package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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

import dev.ares.order.application.FindRefunds;
import dev.ares.order.domain.OrderId;
import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.saga.SagaStep;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/** Sagas for operators: how they go, which ones run or are parked, and letting a parked one go on. */
@RestController
@RequestMapping("/api/admin/sagas")
public final class SagaController {

    /**
     * @param orderId the order that it is about
     * @param parked why it waits for an operator; null when it does not
     */
    record SagaView(
            String id,
            String orderId,
            String saga,
            SagaInstance.Phase phase,
            List<String> awaiting,
            int attempt,
            @Nullable Instant dueAt,
            @Nullable String reason,
            @Nullable String parked,
            Instant createdAt,
            Instant updatedAt) {

        static SagaView of(SagaReader.Overview saga, Map<UUID, OrderId> orders) {
            // A checkout's id is its order's.
            OrderId order = orders.getOrDefault(saga.id(), new OrderId(saga.id()));
            return new SagaView(
                    saga.id().toString(),
                    order.toString(),
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

    /** The steps of a saga in the order of its table. */
    record DefinitionView(String saga, List<StepView> steps) {

        static DefinitionView of(SagaDefinition<?, ?> definition) {
            return new DefinitionView(
                    definition.name(),
                    definition.steps().stream().map(StepView::of).toList());
        }
    }

    /**
     * @param undo whether it can be undone
     * @param inAnyOrder whether its undo need not wait until later steps are undone
     * @param acknowledgements of a tail: the answers that it waits for
     */
    record StepView(String name, SagaStep.Kind kind, boolean undo, boolean inAnyOrder, List<String> acknowledgements) {

        static StepView of(SagaStep<?, ?> step) {
            return new StepView(
                    step.name(),
                    step.kind(),
                    step.undo() != null,
                    step.undoneInAnyOrder(),
                    step.kind() == SagaStep.Kind.TAIL ? step.acknowledgements() : List.of());
        }
    }

    private final SagaReader sagas;
    private final FindRefunds refunds;
    private final List<SagaOrchestrator<?>> orchestrators;

    public SagaController(SagaReader sagas, FindRefunds refunds, List<SagaOrchestrator<?>> orchestrators) {
        this.sagas = sagas;
        this.refunds = refunds;
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
                .flatMap(found -> ordersOf(found)
                        .map(orders -> PageView.of(
                                found, most, saga -> saga.id().toString(), saga -> SagaView.of(saga, orders))));
    }

    /** Those of the refunds among them. */
    private Mono<Map<UUID, OrderId>> ordersOf(List<SagaReader.Overview> found) {
        return refunds.orders(found.stream().map(SagaReader.Overview::id).collect(Collectors.toSet()));
    }

    /** What sagas there are, and what each does step by step. */
    @GetMapping("/definitions")
    Mono<PageView<DefinitionView>> definitions() {
        return Mono.just(new PageView<>(
                orchestrators.stream()
                        .map(SagaOrchestrator::definition)
                        .map(DefinitionView::of)
                        .toList(),
                null));
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
