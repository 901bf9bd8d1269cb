package dev.ares.payment;

import java.util.Collection;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.settings.PushesContract;

class PushesIT extends RunningService implements PushesContract {

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    @Autowired
    private Tracer tracer;

    @Override
    public Collection<String> followed() {
        return live.followed();
    }

    @Override
    public List<Pushable> documents() {
        return List.of(
                new Pushable(
                        "ares.resilience",
                        "stripe: { at-once: 7 }",
                        "stripe: { retry: { attempts: 2 } }",
                        this::asksTheProviderSevenTimesAtOnceAtMost),
                new Pushable(
                        "ares.payment.in-flight",
                        "{ min: 28, max: 28 }",
                        "{ min: 28, max: 257 }",
                        () -> atOnce("provider<-payments") == 28 && atOnce("provider<-refunds") == 7),
                new Pushable(
                        "ares.messaging.in-flight",
                        "{ min: 7, max: 7 }",
                        "{ min: 7, max: 6 }",
                        () -> atOnce("payment-service<-ares.payment.commands") == 7),
                Pushable.sampling(tracer));
    }

    private boolean asksTheProviderSevenTimesAtOnceAtMost() {
        return PushesContract.mayBeUnderWay(metrics, "stripe", 7);
    }

    private double atOnce(String consumer) {
        return metrics.get("ares.consumer.in.flight.limit")
                .tag("consumer", consumer)
                .gauge()
                .value();
    }
}
