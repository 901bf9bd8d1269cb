package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;

import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/** Messages of a type that a service reads again and again and does not get to apply, until this is closed. */
final class Withheld implements AutoCloseable {

    private final FaultSwitches faults;
    private final FaultSwitch reading;

    private Withheld(FaultSwitches faults, FaultSwitch reading) {
        this.faults = faults;
        this.reading = reading;
    }

    static Withheld from(RunningShop shop, String service, String type) {
        var faults = new FaultSwitches(shop.admin());
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        FaultSwitch reading = FaultSwitch.of(service, "consumer", "error", end).on(type);
        faults.set(reading);
        return new Withheld(faults, reading);
    }

    /** Whose process may be dying at this moment, of what it now gets to apply. */
    @Override
    public void close() {
        Awaitility.await(reading.id() + " of " + reading.service() + " to be off")
                .atMost(RunningShop.QUIESCENCE)
                .ignoreExceptions()
                .untilAsserted(() -> faults.clear(reading.service(), reading.id()));
    }
}
