package dev.ares.payment.adapter.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.ReceiveWebhook;
import dev.ares.web.Problem;

/** Takes Stripe's webhooks: 200 once stored, so that Stripe stops repeating; its signature is the credential. */
@RestController
public class StripeWebhookController {

    private static final String SIGNATURE = "Stripe-Signature";

    private final ReceiveWebhook receiveWebhook;

    public StripeWebhookController(ReceiveWebhook receiveWebhook) {
        this.receiveWebhook = receiveWebhook;
    }

    @PostMapping("/api/webhooks/stripe")
    Mono<Void> receive(
            @RequestHeader(name = SIGNATURE, required = false) @Nullable String signature,
            @RequestBody(required = false) @Nullable String payload) {
        if (signature == null || payload == null) {
            return Mono.error(invalid());
        }
        return receiveWebhook
                .receive(payload, signature)
                .flatMap(proven -> proven ? Mono.empty() : Mono.error(invalid()));
    }

    private static Problem invalid() {
        return Problem.badRequest(SIGNATURE, "a signature of this payload by the provider, not older than 5 minutes");
    }
}
