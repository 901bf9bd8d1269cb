package dev.ares.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers who ask for much and do not read it: what is not taken waits in our memory. */
@TestPropertySource(properties = "ares.gateway.routing.answer-timeout=1s")
@SuppressWarnings("AddressSelection") // the loopback address has one form here
class SlowReadersIT extends RunningGateway {

    private static final int SMALL = 4096;
    private static final int MODERATE = 64 * 1024;

    /** More than the kernels' buffers hold, several times. */
    private static final String MUCH = "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(400);

    @Autowired
    private MeterRegistry metrics;

    @Test
    void whoeverReadsNothingIsGivenUp() throws IOException {
        double before = connections();
        try (Socket socket = ask(SMALL)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> connections() > before);

            await().atMost(Duration.ofSeconds(15)).until(() -> connections() <= before);
            assertThat(socket.isClosed()).as("not we").isFalse();
        }
    }

    @Test
    void whoeverReadsSlowlyIsNot() throws IOException {
        double before = connections();
        try (Socket socket = ask(MODERATE)) {
            AtomicLong read = new AtomicLong();
            byte[] some = new byte[2 * MODERATE];
            // Six times the time-out.
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        read.addAndGet(socket.getInputStream().readNBytes(some, 0, some.length));
                        return read.get() >= 30L * some.length;
                    });

            assertThat(connections()).isGreaterThan(before);
        }
    }

    private Socket ask(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(MUCH.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private double connections() {
        return metrics.get("ares.gateway.connections").gauge().value();
    }
}
