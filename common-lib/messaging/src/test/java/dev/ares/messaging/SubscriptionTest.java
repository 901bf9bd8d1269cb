package dev.ares.messaging;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubscriptionTest {

    private final Subscription.Builder notes =
            Subscription.to("notes", "shop").on(StringValue.getDefaultInstance(), received -> Mono.empty());

    @Test
    void aTypeHasOneHandler() {
        assertThatThrownBy(() -> notes.on(StringValue.getDefaultInstance(), received -> Mono.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type: google.protobuf.StringValue (expected: one handler per type)");
    }

    @Test
    void deadLettersAreKeptPerTopicAndReader() {
        assertThat(notes.build().deadLetterTopic()).isEqualTo("notes.shop.dead-letter");
    }
}
