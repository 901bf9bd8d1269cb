package dev.ares.payment.config;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.CallSettings;
import dev.ares.resilience.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentCallsTest {

    @Test
    void aPaymentIsNotRepeatedWithinItsCall() {
        assertThat(new PaymentCalls(calls(1)).stripe().retry().attempts()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentCalls(calls(2)))
                .withMessageContaining("stripe.retry.attempts: 2 (expected: 1");
    }

    @Test
    void aPaymentIsNotWaitedForLongerThanItIsHeld() {
        assertThat(calls(1).within(Duration.ofSeconds(8)).timeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(calls(1).within(Duration.ofMinutes(1)).timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    private static CallSettings calls(int attempts) {
        return new CallSettings(
                Duration.ofSeconds(20),
                10,
                new BreakerSettings(0.5, Duration.ofSeconds(10), 20, Duration.ofSeconds(2), 5, Duration.ZERO),
                new RetrySettings(attempts, Duration.ofMillis(100), Duration.ofSeconds(1), 0.5, 0.2));
    }
}
