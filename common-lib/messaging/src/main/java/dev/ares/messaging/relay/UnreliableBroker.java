package dev.ares.messaging.relay;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.ares.faults.Crash;
import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaults;
import dev.ares.faults.Later;
import dev.ares.faults.Overtaking;

/**
 * A broker that is slow, refuses, or does not answer, as an admin says. It never does what no broker does: what the relay
 * is told is acknowledged has been sent. One that drops a message, or the acknowledgement, says so as a broker that is
 * gone does: by not answering in time, after which the relay sends again.
 *
 * <p>Messages of one key overtake each other too. A broker alone keeps those in order, but the relay promises no order:
 * a message that is sent again from the table goes after later ones.
 */
public final class UnreliableBroker implements Broker {

    private final Broker broker;
    private final InjectedFaults faults;
    private final Overtaking overtaking = new Overtaking();

    UnreliableBroker(Broker broker, InjectedFaults faults) {
        this.broker = broker;
        this.faults = faults;
    }

    /** The broker itself where fault switches are off. */
    public static Broker of(Broker broker, @Nullable InjectedFaults faults) {
        return faults == null ? broker : new UnreliableBroker(broker, faults);
    }

    @Override
    public void send(StoredMessage message, Consumer<Delivery> settled) {
        InjectedFault fault = faults.next(
                Hop.OUTBOX, message.message().topic(), message.message().type());
        if (fault == null) {
            broker.send(message, settled);
            overtaking.passed();
        } else {
            send(message, settled, fault);
        }
    }

    private void send(StoredMessage message, Consumer<Delivery> settled, InjectedFault fault) {
        var unknown = new Delivery.Unknown(message, "injected: " + fault.kind());
        switch (fault.kind()) {
            case DELAY -> Later.run(fault.delay(), () -> broker.send(message, settled));
            case ERROR -> settled.accept(unknown);
            case DROP -> {
                if (fault.arrives()) {
                    broker.send(message, lost -> {});
                }
                Later.run(fault.delay(), () -> settled.accept(unknown));
            }
            case DUPLICATE -> {
                broker.send(message, settled);
                broker.send(message, second -> {});
            }
            // Of a message that is not there nobody can say that it was sent before the crash.
            case CRASH_BEFORE, CRASH_AFTER ->
                broker.send(message, end -> {
                    if (end instanceof Delivery.Acknowledged) {
                        Crash.now();
                    }
                    settled.accept(end);
                });
            case REORDER -> overtaking.hold(() -> broker.send(message, settled), fault.delay());
        }
    }
}
