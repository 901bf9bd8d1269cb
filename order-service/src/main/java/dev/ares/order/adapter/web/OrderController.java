package dev.ares.order.adapter.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.order.application.CancelOrder;
import dev.ares.order.application.FindOrders;
import dev.ares.order.application.FollowOrder;
import dev.ares.order.application.OpenWaits;
import dev.ares.order.application.PlaceOrder;
import dev.ares.order.application.UnreadableCheckoutException;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.web.Caller;
import dev.ares.web.IdempotencyKey;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;
import dev.ares.web.WaitPreference;

/** A customer's orders. */
@RestController
@RequestMapping("/api/orders")
public final class OrderController {

    /** What is parked needs an operator. */
    private static final Duration UNTIL_SOMEBODY_LOOKED = Duration.ofMinutes(1);

    private final PlaceOrder place;
    private final FindOrders find;
    private final CancelOrder cancel;
    private final FollowOrder follow;
    private final OpenWaits waits;
    private final Duration longestWait;

    /** @param longestWait the most that {@code Prefer: wait} is honoured with */
    public OrderController(
            PlaceOrder place,
            FindOrders find,
            CancelOrder cancel,
            FollowOrder follow,
            OpenWaits waits,
            Duration longestWait) {
        this.place = place;
        this.find = find;
        this.cancel = cancel;
        this.follow = follow;
        this.waits = waits;
        this.longestWait = longestWait;
    }

    @PostMapping
    Mono<ResponseEntity<OrderView>> place(
            Caller caller,
            IdempotencyKey key,
            @RequestHeader(name = WaitPreference.HEADER, required = false) @Nullable List<String> prefer,
            @RequestBody PlaceOrderBody body) {
        Optional<Duration> wait = WaitPreference.of(prefer == null ? List.of() : prefer, longestWait);
        return place.place(caller.userId(), key.value(), body.request())
                .map(OrderController::accepted)
                .flatMap(accepted -> answer(caller.userId(), accepted, wait));
    }

    private static PlaceOrder.Result.Accepted accepted(PlaceOrder.Result result) {
        if (result instanceof PlaceOrder.Result.Accepted accepted) {
            return accepted;
        } else if (result instanceof PlaceOrder.Result.Rejected rejected) {
            throw Rejections.problem(rejected.rejection());
        }
        throw Rejections.keyReused();
    }

    /** Where too many wait, the preference is not applied, and the answer does not say that it was. */
    private Mono<ResponseEntity<OrderView>> answer(
            String userId, PlaceOrder.Result.Accepted accepted, Optional<Duration> wait) {
        Order order = accepted.order();
        Duration longest = wait.orElse(Duration.ZERO);
        if (longest.isZero() || order.status().isTerminal()) {
            return Mono.just(answer(order, wait, Duration.ZERO));
        }
        return waits.admit(
                userId,
                follow.untilTerminal(order, accepted.isNew(), longest)
                        .elapsed()
                        .map(found -> answer(found.getT2(), wait, Duration.ofMillis(found.getT1()))),
                answer(order, Optional.empty(), Duration.ZERO));
    }

    private static ResponseEntity<OrderView> answer(Order order, Optional<Duration> wait, Duration waited) {
        HttpHeaders headers = new HttpHeaders();
        headers.setLocation(URI.create("/api/orders/" + order.id()));
        wait.ifPresent(time -> headers.set(WaitPreference.APPLIED, "wait=" + time.toSeconds()));
        if (!waited.isZero()) {
            headers.set(WaitPreference.TIMING, WaitPreference.waited(waited));
        }
        HttpStatus status = order.status().isTerminal() ? HttpStatus.CREATED : HttpStatus.ACCEPTED;
        return new ResponseEntity<>(OrderView.of(order), headers, status);
    }

    @GetMapping
    Mono<PageView<OrderView>> page(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return find.page(caller.userId(), Paging.after(cursor, OrderController::known), Paging.limit(limit))
                .map(page -> new PageView<>(
                        page.items().stream().map(OrderView::of).toList(),
                        page.next() == null ? null : Paging.cursor(page.next().toString())));
    }

    @GetMapping("/{id}")
    Mono<OrderView> one(Caller caller, @PathVariable String id) {
        return visible(find, caller, orderId(id)).map(OrderView::of);
    }

    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<OrderView>> cancel(Caller caller, @PathVariable String id) {
        return cancel.cancel(caller.userId(), orderId(id))
                .map(order -> ResponseEntity.accepted().body(OrderView.of(order)))
                .onErrorMap(UnreadableCheckoutException.class, parked -> Problem.unavailable(UNTIL_SOMEBODY_LOOKED))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    @GetMapping("/{id}/timeline")
    Mono<TimelineView> timeline(Caller caller, @PathVariable String id) {
        return visible(find, caller, orderId(id))
                .flatMap(order -> follow.timeline(order.id()))
                .map(TimelineView::of);
    }

    /** To operators every order, to all others their own: 404 where there is none such. */
    static Mono<Order> visible(FindOrders find, Caller caller, OrderId id) {
        Mono<Order> order = caller.is(Caller.OPERATOR) ? find.ofAny(id) : find.ofOwn(caller.userId(), id);
        return order.switchIfEmpty(Mono.error(Problem::notFound));
    }

    /** @throws Problem 404: what is no id is nobody's order */
    static OrderId orderId(String id) {
        return OrderId.parse(id).orElseThrow(Problem::notFound);
    }

    private static OrderId known(String cursor) {
        return OrderId.parse(cursor).orElseThrow(IllegalArgumentException::new);
    }
}
