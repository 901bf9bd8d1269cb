package dev.ares.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Holds a call back until another one has gone past it, or for so long at most. One is held at a time. */
public final class Overtaking {

    private final AtomicReference<@Nullable Runnable> held = new AtomicReference<>();

    /** Holds the call. Where one is held already, this one goes past it. Never blocks. */
    public void hold(Runnable call, Duration longest) {
        if (held.compareAndSet(null, call)) {
            Later.run(longest, () -> {
                if (held.compareAndSet(call, null)) {
                    call.run();
                }
            });
        } else {
            call.run();
            passed();
        }
    }

    /** A call has gone; what it went past may go. Never blocks. */
    public void passed() {
        Runnable call = held.getAndSet(null);
        if (call != null) {
            Later.run(Duration.ZERO, call);
        }
    }
}
