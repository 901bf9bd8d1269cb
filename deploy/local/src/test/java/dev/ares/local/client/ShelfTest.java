package dev.ares.local.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.ScriptedGateway.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is told of stock by a gateway that answers by a script. */
class ShelfTest {

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final ScriptedGateway gateway = new ScriptedGateway((method, path) -> replies.remove());
    private final Shelf shelf = new Shelf(gateway.client());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aShopThatDoesNotKnowIsAskedAgain() {
        replies.add(new Reply(503, "{}"));
        replies.add(new Reply(200, "{\"available\": null}"));
        replies.add(new Reply(200, "{\"available\": 7}"));

        assertThat(shelf.available("mug")).hasValue(7);
        assertThat(replies).isEmpty();
    }

    @Test
    void whatIsNotSoldIsNotZero() {
        replies.add(new Reply(404, "{}"));

        assertThat(shelf.available("mug")).isEmpty();
    }

    @Test
    void anyOtherAnswerIsUnexpected() {
        replies.add(new Reply(500, "{}"));

        assertThatThrownBy(() -> shelf.available("mug")).isInstanceOf(UnexpectedAnswerException.class);
    }
}
