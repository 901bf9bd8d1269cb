package dev.ares.messaging;

import java.util.List;

import com.google.protobuf.BoolValue;
import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Subscription.Meaning;

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
    void aTypeOfSeveralHasOneHandlerToo() {
        List<Meaning<?, String>> values = List.of(
                Meaning.of(BoolValue.getDefaultInstance(), value -> "a truth"),
                Meaning.of(StringValue.getDefaultInstance(), StringValue::getValue));

        assertThatThrownBy(() -> notes.together(values, meant -> Mono.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type: google.protobuf.StringValue (expected: one handler per type)");
    }

    @Test
    void deadLettersAreKeptPerTopicAndReader() {
        assertThat(notes.build().deadLetterTopic()).isEqualTo("notes.shop.dead-letter");
    }
}
