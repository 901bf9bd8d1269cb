package dev.ares.payment.adapter.stripe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.PaymentProviderContract;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.RemoteCalls;
import dev.ares.resilience.RetrySettings;
import dev.ares.settings.LiveSettings;
import dev.ares.simulator.Simulator;
import dev.ares.simulator.SimulatorSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Stripe's own client against the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeProviderTest extends PaymentProviderContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration READ_TIME_OUT = Duration.ofSeconds(2);

    /** Longer than anybody waits for an answer, and no longer than one waits for the end of a refund. */
    private static final Duration SLOW = READ_TIME_OUT.multipliedBy(2);

    private static final int TOLERATED = 3;

    private static final String REPEATS = "sun.net.http.retryPost";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Scheduler scheduler = Schedulers.newBoundedElastic(4, 100, "stripe-test");
    private final Simulator simulator;

    StripeProviderTest(@TempDir Path state) throws IOException {
        // As PaymentApplication does.
        System.setProperty(REPEATS, "false");
        simulator = Simulator.start(
                new SimulatorSettings(
                        "127.0.0.1",
                        0,
                        state,
                        "sk_test",
                        "whsec_test",
                        URI.create("http://127.0.0.1:9/"),
                        SLOW,
                        SLOW,
                        Duration.ZERO),
                Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        simulator.close();
        scheduler.dispose();
    }

    @Override
    protected PaymentProvider provider() {
        return provider("sk_test", simulator.address());
    }

    @Test
    void aRequestThatWasTurnedAwayTellsWhyInALine() {
        var turnedAway =
                new InvalidRequestException("too old\n to refund " + "x".repeat(300), "", "req_1", null, 400, null);

        assertThat(StripeProvider.describe(turnedAway))
                .startsWith("InvalidRequestException, status 400, code null: too old to refund xxx")
                .hasSizeLessThan(260);
    }

    @Test
    void aKeyThatIsWorkedOnIsUnknown() {
        // With another key where the machine took so long that nobody worked on it any more.
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            var payment = payment("pm_sim_slow");

            assertThat(provider().pay(payment).block(TIMEOUT)).isInstanceOf(ProviderAnswer.Unknown.class);
            assertThat(provider().pay(payment).block(TIMEOUT))
                    .asString()
                    .contains("409")
                    .contains("idempotency_key_in_use");
        });
    }

    @Test
    void aRefundInProgressIsUnknownAndTheSameKeyFindsOutHowItEnded() {
        String given = captured("pm_sim_refundPending");
        String failed = captured("pm_sim_refundFailed");
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();

        assertThat(refund(first, given, 500)).isInstanceOf(RefundAnswer.Unknown.class);
        assertThat(refund(second, failed, 500)).isInstanceOf(RefundAnswer.Unknown.class);

        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> refund(first, given, 500) instanceof RefundAnswer.Refunded
                        && refund(second, failed, 500) instanceof RefundAnswer.Refused);
    }

    @Test
    void aWrongApiKeyRefusesNobody() {
        var stranger = provider("sk_wrong", simulator.address());

        assertThat(stranger.pay(payment("pm_card_visa")).block(TIMEOUT)).isInstanceOf(ProviderAnswer.Unknown.class);
    }

    @Test
    void aProviderOutOfReachRefusesNobodyAndIsLeftAloneForAWhile() {
        var nobody = provider("sk_test", URI.create("http://127.0.0.1:9"));

        for (int i = 0; i < TOLERATED; i++) {
            assertThat(nobody.pay(payment("pm_card_visa")).block(TIMEOUT)).isInstanceOf(ProviderAnswer.NotAsked.class);
        }
        assertThat(nobody.pay(payment("pm_card_visa")).block(TIMEOUT))
                .isEqualTo(new ProviderAnswer.NotAsked("stripe: not called: circuit open"));
        assertThat(nobody.find("order").block(TIMEOUT))
                .as("says nothing of the payment")
                .isInstanceOf(ProviderAnswer.Unknown.class);
    }

    @Test
    void whereTheJdkMayHaveSentItBeforeARefusedConnectionProvesNothing() {
        var nobody = provider("sk_test", URI.create("http://127.0.0.1:9"));
        System.setProperty(REPEATS, "true");
        try {
            assertThat(nobody.pay(payment("pm_card_visa")).block(TIMEOUT)).isInstanceOf(ProviderAnswer.Unknown.class);
        } finally {
            System.setProperty(REPEATS, "false");
        }
    }

    @Test
    void aRequestThatWasHeardAndNotAnsweredIsUnknown() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var provider = provider("sk_test", URI.create("http://127.0.0.1:" + deaf.getLocalPort()));

            assertThat(provider.pay(payment("pm_card_visa")).block(TIMEOUT)).isInstanceOf(ProviderAnswer.Unknown.class);
        }
    }

    @Test
    void aCallThatFailsIsNotRepeatedWithinTheCall() {
        var provider = provider("sk_wrong", simulator.address());

        provider.pay(payment("pm_card_visa")).block(TIMEOUT);
        assertThat(metrics.counter("ares.calls", "call", "stripe", "outcome", "failed")
                        .count())
                .isEqualTo(1);
        assertThat(metrics.find("ares.call.retries").counters()).isEmpty();
    }

    private PaymentProvider provider(String key, URI address) {
        var client = StripeClient.builder()
                .setApiBase(address.toString())
                .setApiKey(key)
                .setConnectTimeout(1_000)
                .setReadTimeout((int) READ_TIME_OUT.toMillis())
                .setMaxNetworkRetries(0)
                .build();
        var breaker =
                new BreakerSettings(0.5, Duration.ofSeconds(10), TOLERATED, Duration.ofMinutes(1), 1, Duration.ZERO);
        var retry = new RetrySettings(3, Duration.ofMillis(1), Duration.ofMillis(1), 0, 1);
        var settings = LiveSettings.fixed(new CallSettings(TIMEOUT, 4, breaker, retry));
        metrics.clear();
        var call = new RemoteCalls(metrics).to("stripe", settings, settingsOf -> settingsOf);
        return new StripeProvider(client, scheduler, call);
    }
}
