package dev.ares.payment;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.payment.adapter.postgres.PostgresPayments;
import dev.ares.payment.adapter.postgres.PostgresWebhooks;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.WebhookHint;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.application.Webhooks;
import dev.ares.payment.application.WebhooksContract;

import static org.assertj.core.api.Assertions.assertThat;

/** Hints as rows, in tables of their own. */
class PostgresWebhooksIT extends RunningService implements WebhooksContract {

    private static final String ROW = """
            SELECT attempts || ' attempts, ' || coalesce('due after ' || extract(epoch FROM due_at - received_at)::int,
                                                         'handled after ' || extract(epoch FROM handled_at - received_at)::int)
              FROM webhooks.webhook WHERE id = $1
            """;

    private DatabaseClient copies;

    @BeforeEach
    void beginsEmpty() {
        copies = copies("webhooks", "payment", "webhook");
        copies.sql("TRUNCATE payment, webhook").then().block(PATIENCE);
    }

    @Test
    void takingSettlesTheRowAndHoldsWhatIsNew() {
        webhooks()
                .add(List.of(
                        new Webhooks.Arrival(new WebhookHint("evt_else", "any", About.SOMETHING_ELSE, ""), NOW, NOW),
                        new Webhooks.Arrival(new WebhookHint("evt_new", "any", About.PAYMENT, "pi_1"), NOW, NOW)))
                .block(PATIENCE);

        webhooks().takeDue(NOW, LEASE, 100).blockLast(PATIENCE);
        webhooks().takeDue(NOW.plus(LEASE), LEASE, 100).blockLast(PATIENCE);

        assertThat(text(ROW, "evt_else")).isEqualTo("1 attempts, handled after 0");
        assertThat(text(ROW, "evt_new")).isEqualTo("2 attempts, due after 60");
    }

    @Override
    public Webhooks webhooks() {
        return new PostgresWebhooks(copies);
    }

    @Override
    public Payments payments() {
        return new PostgresPayments(copies, FirstSendIT.ASKED_AGAIN);
    }

    @Override
    public String note(String id) {
        return text("SELECT note FROM webhooks.webhook WHERE id = $1", id);
    }
}
