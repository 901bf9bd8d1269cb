package dev.ares.gateway.refusal;

import java.nio.charset.StandardCharsets;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.ares.gateway.refusal.WordsForBareRefusals.Bounds;

import static org.assertj.core.api.Assertions.assertThat;

class WordsForBareRefusalsTest {

    private final EmbeddedChannel connection = new EmbeddedChannel(
            new WordsForBareRefusals(new Bounds(DataSize.ofKilobytes(6), DataSize.ofKilobytes(16))));

    @Test
    void namesHowMuchTheServerTakes() {
        assertThat(worded(HttpResponseStatus.REQUEST_URI_TOO_LONG)).contains("\"expected\":\"at most 6 KiB\"");
        assertThat(worded(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE))
                .contains("\"expected\":\"at most 16 KiB in all\"");
    }

    private String worded(HttpResponseStatus bare) {
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, bare));
        FullHttpResponse refusal = connection.readOutbound();
        try {
            return refusal.content().toString(StandardCharsets.UTF_8);
        } finally {
            refusal.release();
        }
    }
}
