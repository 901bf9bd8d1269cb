package dev.ares.faults.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.CrashPoints.CrashPoint;
import dev.ares.faults.FaultRule;
import dev.ares.faults.FaultRules;
import dev.ares.settings.LiveSettings;
import dev.ares.web.Caller;
import dev.ares.web.Problem;

/**
 * The faults of this service, for admins. The same path in each service, with the service's name in it, so that a gateway
 * can route it. There is no such path where fault switches are off.
 */
@RestController
@RequestMapping("/api/admin/faults/${spring.application.name}")
public final class FaultsController {

    private static final Duration UNTIL_IN_FORCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** @param points where the process can be made to die, by hop and name */
    record Faults(List<FaultRule> rules, List<CrashPoint> points) {}

    private final LiveSettings<FaultRules> rules;
    private final CrashPoints points;
    private final Clock clock;

    public FaultsController(LiveSettings<FaultRules> rules, CrashPoints points, Clock clock) {
        this.rules = rules;
        this.points = points;
        this.clock = clock;
    }

    /** The rules that have not ended, and the crash points of the service. */
    @GetMapping
    Faults list(Caller caller) {
        caller.mustBe(Caller.ADMIN);
        List<FaultRule> open = rules.get().rules().stream()
                .filter(rule -> rule.until().isAfter(clock.instant()))
                .toList();
        return new Faults(open, points.all());
    }

    /**
     * Puts these rules in the place of all others, in every replica of the service: answered when they are in force in
     * this one; the others follow in moments. 400 with the reason for rules that are not valid; then nothing changes. 503
     * while Nacos cannot pass them on.
     *
     * @param document as in Nacos: {@code {"rules": [{"id": "slow-pay", "hop": "outbox", "kind": "delay", ...}]}}
     */
    @PutMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/yaml"})
    Mono<FaultRules> set(Caller caller, @RequestBody String document) {
        caller.mustBe(Caller.ADMIN);
        return Mono.fromCallable(() -> rules.publish(document))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(IllegalArgumentException.class, FaultsController::refused)
                .onErrorMap(IllegalStateException.class, unreachable -> Problem.unavailable(RETRY))
                .flatMap(published -> Mono.delay(LOOK)
                        .repeat()
                        .takeUntil(look -> rules.get().equals(published))
                        .then(Mono.fromSupplier(rules))
                        .timeout(UNTIL_IN_FORCE, Mono.error(() -> Problem.unavailable(RETRY))));
    }

    private static Problem refused(IllegalArgumentException why) {
        return Problem.of(HttpStatus.BAD_REQUEST, "invalid-request", String.valueOf(why.getMessage()));
    }
}
