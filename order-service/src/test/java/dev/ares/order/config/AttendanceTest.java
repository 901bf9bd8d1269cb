package dev.ares.order.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

import static org.assertj.core.api.Assertions.assertThat;

class AttendanceTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE); // nanoTime may overflow
    private final Registry registry = new Registry();
    private final Attendance payment = new Attendance(registry, "payment-service", Duration.ofSeconds(10), clock::get);

    @Test
    void hasLeftWhenNobodyHasBeenKnownForAWhile() {
        registry.instances = 1;
        assertThat(hasLeftAfter(0)).isFalse();

        registry.instances = 0;
        assertThat(hasLeftAfter(60)).isFalse();
        assertThat(hasLeftAfter(9)).isFalse();
        assertThat(hasLeftAfter(1)).isTrue();

        registry.instances = 1;
        assertThat(hasLeftAfter(1)).isFalse();
    }

    @Test
    void aRegistryThatHasJustStartedSaysNothing() {
        registry.instances = 1;
        assertThat(hasLeftAfter(0)).isFalse();

        registry.away = true;
        assertThat(hasLeftAfter(30)).isFalse();
        registry.away = false;
        registry.instances = 0;
        assertThat(hasLeftAfter(0)).isFalse();
        assertThat(hasLeftAfter(9)).isFalse();
        registry.instances = 1;
        assertThat(hasLeftAfter(1)).isFalse();
        registry.instances = 0;
        assertThat(hasLeftAfter(1)).as("counted anew").isFalse();
    }

    @Test
    void whoWasNeverThereHasNotLeft() {
        assertThat(hasLeftAfter(0)).isFalse();
        assertThat(hasLeftAfter(60)).isFalse();
    }

    private boolean hasLeftAfter(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return payment.hasLeft();
    }

    private static final class Registry implements DiscoveryClient {

        private int instances;
        private boolean away;

        @Override
        public String description() {
            return "by hand";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            if (away) {
                throw new IllegalStateException("away");
            }
            ServiceInstance one = new DefaultServiceInstance("one", serviceId, "127.0.0.1", 1, false);
            return instances == 0 ? List.of() : List.of(one);
        }

        @Override
        public List<String> getServices() {
            return List.of();
        }
    }
}
