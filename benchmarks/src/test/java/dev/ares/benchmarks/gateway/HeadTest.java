package dev.ares.benchmarks.gateway;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class HeadTest {

    @Test
    void theBodyBeginsBehindTheEmptyLine() {
        byte[] answer = bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(Head.end(answer, answer.length)).isEqualTo(answer.length - 2);
        assertThat(Head.end(answer, answer.length - 3)).isEqualTo(-1);
    }

    @Test
    void anAnswerThatSaysHowLongItIsLeavesTheConnectionOpen() {
        assertThat(head("HTTP/1.1 401 Unauthorized\r\ncontent-length:  17 \r\nX: y\r\n\r\n"))
                .isEqualTo(new Head(401, 17, false));
    }

    @Test
    void anAnswerThatDoesNotSayWhereItEndsIsTheLastOne() {
        assertThat(head("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isEqualTo(new Head(503, 0, true));
    }

    @Test
    void whoSaysThatItClosesIsBelieved() {
        assertThat(head("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"))
                .isEqualTo(new Head(200, 5, true));
    }

    private static Head head(String text) {
        return Head.of(bytes(text), text.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
