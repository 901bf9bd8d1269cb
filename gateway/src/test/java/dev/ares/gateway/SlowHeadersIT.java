package dev.ares.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers whose headers never end, a byte at a time: each costs them nothing and us a connection. */
@Timeout(60)
@SuppressWarnings("AddressSelection") // the loopback address has one form here
class SlowHeadersIT extends RunningGateway {

    /** Shorter than the time-out, so that something always comes. */
    private static final int BETWEEN_BYTES = 200;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String WHOLE = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void headersThatDoNotEndEndTheConnection() throws IOException {
        try (Socket socket = connection()) {
            send(socket, "GET /api/products HTTP/1.1\r\nHost: a\r\nX-Slow: ");

            assertThat(whatComesWhileItSendsOn(socket))
                    .startsWith("HTTP/1.1 408")
                    .containsIgnoringCase("connection: close")
                    .contains("application/problem+json", "\"type\":\"https://ares.dev/problems/request-timeout\"");
        }
    }

    @Test
    void norMayALaterRequestOfAConnectionTakeLonger() throws IOException {
        try (Socket socket = connection()) {
            send(socket, WHOLE);
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
            send(socket, "G");

            assertThat(whatComesWhileItSendsOn(socket)).contains("HTTP/1.1 408");
        }
    }

    @Test
    void aPauseBetweenRequestsAndOneWithinHeadersAreFine() {
        // Again where the machine made the shorter pause one that is too long.
        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
            try (Socket socket = connection()) {
                send(socket, WHOLE);
                assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
                pause(TIMEOUT.multipliedBy(2));

                send(socket, WHOLE.substring(0, 10));
                pause(TIMEOUT.dividedBy(4));
                send(socket, WHOLE.substring(10));
                assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
            }
        });
    }

    @Test
    void anEmptyLineBehindARequestBeginsNoOther() throws IOException {
        try (Socket socket = connection()) {
            send(socket, WHOLE);
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
            send(socket, "\r\n");
            pause(TIMEOUT.multipliedBy(2));

            send(socket, WHOLE);
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
        }
    }

    /** It waits for us: as long as an answer is due, what comes after its request may not even be read. */
    @Test
    void whoWaitsForAnAnswerHasBegunNothing() throws IOException {
        awaitAnswer(request("/api/orders", "customer"));
        try (Socket socket = connection()) {
            send(
                    socket,
                    "GET /api/orders/slow HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            + ISSUER.token("u-1", "customer") + "\r\n\r\n" + WHOLE.substring(0, 10));

            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 504");
            send(socket, WHOLE.substring(10));
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void pause(Duration duration) {
        await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
    }

    /** Until the connection ends. */
    private static String whatComesWhileItSendsOn(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[4096];
        socket.setSoTimeout(BETWEEN_BYTES);
        while (true) {
            try {
                int read = socket.getInputStream().read(some);
                if (read < 0) {
                    return answer.toString();
                }
                answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
            } catch (SocketTimeoutException nothingCame) {
                send(socket, "x");
            } catch (SocketException reset) {
                return answer.toString();
            }
        }
    }
}
