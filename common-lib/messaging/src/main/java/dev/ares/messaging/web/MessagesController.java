package dev.ares.messaging.web;

import java.util.EnumSet;
import java.util.List;
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

import dev.ares.messaging.MessageBrowser;
import dev.ares.messaging.MessageBrowser.Status;
import dev.ares.messaging.MessageTypes;
import dev.ares.messaging.Redrive;
import dev.ares.messaging.Redrive.Outcome;
import dev.ares.web.Caller;
import dev.ares.web.Problem;

/**
 * Messages of this service for operators: which ones wait or were given up, why, and letting one go on. The same path
 * in each service, with the service's name in it, so that a gateway can route it.
 */
@RestController
@RequestMapping("/api/admin/messages/${spring.application.name}")
public final class MessagesController {

    /** @param items oldest first; @param next the cursor of the next page; null on the last one */
    record Page(List<MessageView> items, @Nullable String next) {}

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

    /** Those that somebody has to look at, unless a status is given: {@code pending}, {@code failed}, {@code dead-letter}. */
    @GetMapping
    Mono<Page> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Caller.OPERATOR);
        int most = PageQuery.limit(limit);
        return messages.find(statuses(status), PageQuery.after(cursor), most + 1)
                .collectList()
                .map(found -> {
                    List<MessageBrowser.Listed> page = found.subList(0, Math.min(most, found.size()));
                    boolean more = found.size() > most;
                    return new Page(
                            page.stream().map(one -> MessageView.of(one, types)).toList(),
                            more ? PageQuery.cursor(page.get(most - 1).position()) : null);
                });
    }

    /** 409 with the reason where it failed again; it may be redriven as often as is wished. */
    @PostMapping("/{id}/redrive")
    Mono<ResponseEntity<Redriven>> redrive(Caller caller, @PathVariable String id) {
        caller.mustBe(Caller.OPERATOR);
        UUID message = PageQuery.uuid(id).orElseThrow(Problem::notFound);
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
