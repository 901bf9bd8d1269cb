package dev.ares.order.adapter.web;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.application.FindOrders;
import dev.ares.order.application.FollowOrder;
import dev.ares.order.application.OpenStreams;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.order.domain.TimelinePlace;
import dev.ares.web.Caller;
import dev.ares.web.Problem;

/**
 * The timeline of an order while it happens, as server-sent events. An event's id is its place in the timeline: a
 * client that reconnects with {@code Last-Event-ID} gets what it missed and nothing twice. The stream ends when
 * nothing is under way, or after a while; a comment in between tells everybody on the way that it is alive.
 */
@RestController
public final class OrderEventsController {

    private static final ServerSentEvent<TimelineView.Entry> HEARTBEAT =
            ServerSentEvent.<TimelineView.Entry>builder().comment("").build();

    private final FindOrders find;
    private final FollowOrder follow;
    private final OpenStreams streams;
    private final Duration heartbeat;
    private final Duration longest;

    /**
     * @param heartbeat the time between two comments
     * @param longest after which the stream ends; the client reconnects when it wants more
     */
    public OrderEventsController(
            FindOrders find, FollowOrder follow, OpenStreams streams, Duration heartbeat, Duration longest) {
        this.find = find;
        this.follow = follow;
        this.streams = streams;
        this.heartbeat = heartbeat;
        this.longest = longest;
    }

    @GetMapping(path = "/api/orders/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<TimelineView.Entry>>>> events(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        OrderId orderId = OrderController.orderId(id);
        TimelinePlace seen = seen(lastEventId);
        return OrderController.visible(find, caller, orderId).map(order -> ResponseEntity.ok()
                .header("X-Accel-Buffering", "no")
                .body(streams.admit(caller.userId(), stream(orderId, seen))));
    }

    private Flux<ServerSentEvent<TimelineView.Entry>> stream(OrderId id, TimelinePlace seen) {
        return follow.entries(id, seen)
                .map(OrderEventsController::event)
                .publish(events -> Flux.merge(
                        events,
                        Flux.interval(heartbeat).map(tick -> HEARTBEAT).takeUntilOther(events.ignoreElements())))
                .take(longest);
    }

    private static ServerSentEvent<TimelineView.Entry> event(TimelineEntry entry) {
        return ServerSentEvent.builder(TimelineView.Entry.of(entry))
                .id(entry.place().toString())
                .event(entry.event())
                .build();
    }

    private static TimelinePlace seen(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return TimelinePlace.START;
        }
        return TimelinePlace.parse(lastEventId)
                .orElseThrow(() -> Problem.badRequest("Last-Event-ID", "the id of an event of this stream"));
    }
}
