package dev.ares.messaging.web;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
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
import reactor.core.publisher.Mono;

import dev.ares.messaging.operator.MessageBrowser;
import dev.ares.messaging.operator.MessageBrowser.Position;
import dev.ares.messaging.operator.MessageBrowser.Status;
import dev.ares.messaging.operator.MessageTypes;
import dev.ares.messaging.operator.Redrive;
import dev.ares.messaging.operator.Redrive.Outcome;
import dev.ares.web.Caller;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/**
 * Messages of this service for operators: which ones wait or were given up, why, and letting one go on. The same path
 * in each service, with the service's name in it, so that a gateway can route it.
 */
@RestController
@RequestMapping("/api/admin/messages/${spring.application.name}")
public final class MessagesController {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** @param outcome {@code QUEUED} where it is sent again, {@code APPLIED} where it took effect */
    record Redriven(UUID id, String outcome) {}

    private final MessageBrowser messages;
    private final MessageTypes types;
    private final Redrive redrive;

    public MessagesController(MessageBrowser messages, MessageTypes types, Redrive redrive) {
        this.messages = messages;
        this.types = types;
        this.redrive = redrive;
    }

    /** Oldest first. Those that somebody has to look at, unless a status is given: {@code pending}, {@code failed}, {@code dead-letter}. */
    @GetMapping
    Mono<PageView<MessageView>> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Caller.OPERATOR);
        int most = Paging.limit(limit);
        return messages.find(statuses(status), Paging.after(cursor, MessagesController::position), most + 1)
                .collectList()
                .map(found ->
                        PageView.of(found, most, one -> one.at() + " " + one.id(), one -> MessageView.of(one, types)));
    }

    /** 409 with the reason where it failed again; it may be redriven as often as is wished. */
    @PostMapping("/{id}/redrive")
    Mono<ResponseEntity<Redriven>> redrive(Caller caller, @PathVariable String id) {
        caller.mustBe(Caller.OPERATOR);
        UUID message = known(id);
        return redrive.redrive(message).map(outcome -> answer(message, outcome));
    }

    private static ResponseEntity<Redriven> answer(UUID id, Outcome outcome) {
        if (outcome instanceof Outcome.FailedAgain failed) {
            throw Problem.conflict("failed-again", failed.reason());
        }
        if (outcome instanceof Outcome.Unknown) {
            throw Problem.notFound();
        }
        boolean queued = outcome instanceof Outcome.Queued;
        return queued
                ? ResponseEntity.accepted().body(new Redriven(id, "QUEUED"))
                : ResponseEntity.ok(new Redriven(id, "APPLIED"));
    }

    private static Position position(String cursor) {
        String[] parts = cursor.split(" ", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(cursor);
        }
        Instant at = Instant.parse(parts[0]);
        // An Instant reaches further than the database's times, which would fail instead of finding nothing.
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException(cursor);
        }
        return new Position(at, UUID.fromString(parts[1]));
    }

    private static UUID known(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw Problem.notFound();
        }
    }

    private static Set<Status> statuses(@Nullable String given) {
        if (given == null) {
            return EnumSet.of(Status.FAILED, Status.DEAD_LETTER);
        }
        return EnumSet.allOf(Status.class).stream()
                .filter(status -> MessageView.shown(status).equals(given.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> Problem.badRequest(
                        "status",
                        EnumSet.allOf(Status.class).stream()
                                .map(MessageView::shown)
                                .collect(Collectors.joining(", "))));
    }
}
