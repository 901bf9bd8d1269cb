package dev.ares.local.chaos;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/** Flips the fault switches of the services, through the gateway, which may be down at that moment. */
final class SwitchFaults {

    private static final double PERCENT_OF_CALLS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final int UNAUTHORIZED = 401;

    private final Supplier<ShopClient> logIn;
    private final Clock clock;
    private volatile ShopClient admin;

    /** @param logIn may fail as every call may */
    SwitchFaults(ShopClient admin, Supplier<ShopClient> logIn, Clock clock) {
        this.admin = admin;
        this.logIn = logIn;
        this.clock = clock;
    }

    /** All that can be switched, as parts of faults. */
    static List<String> hops() {
        return FaultSwitches.HOPS.entrySet().stream()
                .flatMap(service -> service.getValue().stream().map(hop -> service.getKey() + "/" + hop))
                .sorted()
                .toList();
    }

    /** Returns when the fault is over, and whether it was there. */
    boolean happen(Fault fault) {
        String[] where = fault.part().split("/", 2);
        boolean on = call(switches -> switches.set(FaultSwitch.of(
                        where[0],
                        where[1],
                        fault.kind().toString(),
                        clock.instant().plus(fault.hold()))
                .percent(PERCENT_OF_CALLS)
                .seed(fault.dice())));
        if (on) {
            Pause.of(fault.hold());
        }
        return on;
    }

    /** They end by themselves, but some may be left of a run that did not end well. */
    boolean clear() {
        return call(FaultSwitches::clear);
    }

    private boolean call(Consumer<FaultSwitches> change) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                change.accept(new FaultSwitches(admin));
                return true;
            } catch (NoAnswerException notNow) {
                Pause.of(BETWEEN_ATTEMPTS);
            } catch (UnexpectedAnswerException notNow) {
                Pause.of(BETWEEN_ATTEMPTS);
                if (notNow.answer().status() == UNAUTHORIZED) {
                    renew();
                }
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
    }

    /** Not oftener than needed: each log-in is a session, and the one too many ends that of whoever gives lines back. */
    private void renew() {
        try {
            admin = logIn.get();
        } catch (NoAnswerException | UnexpectedAnswerException notNow) {
            // The next attempt may do.
        }
    }
}
