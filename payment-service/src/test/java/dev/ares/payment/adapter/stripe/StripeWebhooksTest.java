package dev.ares.payment.adapter.stripe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.payment.application.WebhookHint;
import dev.ares.payment.application.WebhookHint.About;

import static org.assertj.core.api.Assertions.assertThat;

class StripeWebhooksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String PAYLOAD = """
            {"id": "evt_1", "type": "payment_intent.succeeded",
             "data": {"object": {"id": "pi_1", "object": "payment_intent", "status": "succeeded"}}}""";

    private static final Path PAGE = Path.of("../docs/services/payment.md");
    private static final Pattern EVENT = Pattern.compile("(?m)^\\| `([a-z_]+\\.[a-z_.]+)` \\| `([a-z_]+)` \\|");

    private final StripeWebhooks webhooks =
            new StripeWebhooks("whsec", Duration.ofMinutes(5), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void takesNothingButIdsFromAProvenPayload() throws Exception {
        assertThat(webhooks.verify(PAYLOAD, sign(PAYLOAD, NOW, "whsec")))
                .contains(new WebhookHint("evt_1", "payment_intent.succeeded", About.PAYMENT, "pi_1"));
    }

    @Test
    void tellsARefundFromAPaymentAndFromTheRest() throws Exception {
        String refund = """
                {"id": "evt_2", "type": "refund.created",
                 "data": {"object": {"id": "re_1", "object": "refund", "payment_intent": "pi_1"}}}""";

        assertThat(webhooks.verify(refund, sign(refund, NOW, "whsec")))
                .contains(new WebhookHint("evt_2", "refund.created", About.REFUND, "re_1"));
        String charge = refund.replace("\"object\": \"refund\"", "\"object\": \"charge\"");
        assertThat(webhooks.verify(charge, sign(charge, NOW, "whsec")))
                .contains(new WebhookHint("evt_2", "refund.created", About.PAYMENT, "pi_1"));
        String other = "{\"id\": \"evt_3\", \"type\": \"ping\", \"data\": {\"object\": {\"id\": \"x_1\"}}}";
        assertThat(webhooks.verify(other, sign(other, NOW, "whsec")))
                .contains(new WebhookHint("evt_3", "ping", About.SOMETHING_ELSE, ""));
    }

    /** Stripe sends what was chosen at its desk, and the page says what to choose. */
    @ParameterizedTest
    @MethodSource("eventsToSubscribe")
    void understandsEachEventThatThePageTellsToSubscribe(String type, String kind) throws Exception {
        String id = kind.equals("payment_intent") ? "pi_1" : "other_1";
        String event = """
                {"id": "evt_4", "type": "%s",
                 "data": {"object": {"id": "%s", "object": "%s", "payment_intent": "pi_1"}}}""".formatted(type, id, kind);
        WebhookHint expected = kind.equals("refund")
                ? new WebhookHint("evt_4", type, About.REFUND, "other_1")
                : new WebhookHint("evt_4", type, About.PAYMENT, "pi_1");

        assertThat(webhooks.verify(event, sign(event, NOW, "whsec"))).contains(expected);
    }

    static Stream<Arguments> eventsToSubscribe() throws IOException {
        List<MatchResult> rows = EVENT.matcher(Files.readString(PAGE)).results().toList();
        assertThat(rows)
                .extracting(row -> row.group(1))
                .as("those that the code acts on in a way of their own")
                .contains("payment_intent.succeeded", "refund.created", "refund.failed", "charge.dispute.created");
        return rows.stream().map(row -> Arguments.of(row.group(1), row.group(2)));
    }

    @Test
    void turnsAwayWhatIsNotProven() throws Exception {
        assertThat(webhooks.verify(PAYLOAD, sign(PAYLOAD, NOW, "another"))).isEmpty();
        assertThat(webhooks.verify(PAYLOAD + " ", sign(PAYLOAD, NOW, "whsec"))).isEmpty();
        assertThat(webhooks.verify(PAYLOAD, "nonsense")).isEmpty();
        assertThat(webhooks.verify(PAYLOAD, sign(PAYLOAD, NOW.minusSeconds(301), "whsec")))
                .as("too old")
                .isEmpty();
        assertThat(webhooks.verify("[]", sign("[]", NOW, "whsec"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "=",
                "t",
                "t=",
                "t=x",
                "t=x,v1=00",
                "t=1,v1",
                "t=1,=",
                "v1=00",
                "t=99999999999999999999,v1=0",
                "t=-9223372036854775808,v1=0"
            })
    void aSignatureThatCannotBeReadProvesNothing(String signature) {
        assertThat(webhooks.verify(PAYLOAD, signature)).isEmpty();
    }

    private static String sign(String payload, Instant at, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((at.getEpochSecond() + "." + payload).getBytes(StandardCharsets.UTF_8));
        return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(signed);
    }
}
