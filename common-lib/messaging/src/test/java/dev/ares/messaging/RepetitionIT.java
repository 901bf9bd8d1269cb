package dev.ares.messaging;

import java.util.List;
import java.util.UUID;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/** What is repeated while nothing leaves: the broker is away for the whole of this test. */
@LocalInfrastructure(database = "messaging")
class RepetitionIT {

    private final Shop shop;
    private final Outbox outbox;

    RepetitionIT(Infrastructure servers) {
        this.shop = Shop.openEmpty(Shop.settings(servers, "127.0.0.1:1", "t" + UUID.randomUUID()));
        this.outbox = shop.bean(Outbox.class);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void leavesOutWhatWaitsAlready() {
        shop.write("a", "b");
        shop.query("UPDATE outbox SET status = 'failed' WHERE key = 'b' RETURNING key");
        OutgoingMessage again = Shop.note("a");
        OutgoingMessage parked = Shop.note("b");
        OutgoingMessage fresh = Shop.note("c");
        OutgoingMessage elsewhere = OutgoingMessage.of("other", "a", StringValue.of("a"));

        assertThat(without(List.of(again, parked, fresh, elsewhere))).containsExactly(parked, fresh, elsewhere);
        assertThat(without(List.of())).isEmpty();
    }

    private List<OutgoingMessage> without(List<OutgoingMessage> repetitions) {
        return outbox.withoutWaiting(repetitions).blockOptional(Shop.PATIENCE).orElseThrow();
    }
}
