package dev.ares.order.adapter.web;

import java.util.List;
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

import dev.ares.order.application.FindRefunds;
import dev.ares.order.application.RequestRefund;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.web.Caller;
import dev.ares.web.IdempotencyKey;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/** Refunds of an order: operators ask for them, its customer sees them. */
@RestController
@RequestMapping("/api/orders/{id}/refunds")
public final class RefundController {

    private final RequestRefund request;
    private final FindRefunds find;

    public RefundController(RequestRefund request, FindRefunds find) {
        this.request = request;
        this.find = find;
    }

    @PostMapping
    Mono<ResponseEntity<RefundView>> request(
            Caller caller, IdempotencyKey key, @PathVariable String id, @RequestBody RefundBody body) {
        return request.request(caller.userId(), key.value(), OrderController.orderId(id), body.returned())
                .map(RefundController::accepted)
                .map(refund -> ResponseEntity.accepted().body(RefundView.of(refund)))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private static Refund accepted(RequestRefund.Result result) {
        if (result instanceof RequestRefund.Result.Accepted accepted) {
            return accepted.refund();
        } else if (result instanceof RequestRefund.Result.Rejected rejected) {
            throw Rejections.problem(rejected.rejection());
        }
        throw Rejections.keyReused();
    }

    /** In the sequence in which they were asked for. */
    @GetMapping
    Mono<PageView<RefundView>> page(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        OrderId order = OrderController.orderId(id);
        int most = Paging.limit(limit);
        UUID after = Paging.after(cursor, UUID::fromString);
        Mono<List<Refund>> all = caller.is(Caller.OPERATOR) ? find.ofAny(order) : find.ofOwn(caller.userId(), order);
        return all.map(refunds -> page(refunds, after, most)).switchIfEmpty(Mono.error(Problem::notFound));
    }

    /** An order has few refunds: they are read at once, and shown in pages as every list. */
    private static PageView<RefundView> page(List<Refund> refunds, @Nullable UUID after, int most) {
        int seen = refunds.stream().map(Refund::id).toList().indexOf(after) + 1;
        return PageView.of(
                refunds.subList(seen, refunds.size()),
                most,
                refund -> refund.id().toString(),
                RefundView::of);
    }
}
