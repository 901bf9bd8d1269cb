package dev.ares.local.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the shop answered.
 *
 * @param text the body as it came; empty when there was none
 */
public record Answer(int status, HttpHeaders headers, String text) {

    /** The body as JSON; a missing node when it is none. */
    public JsonNode body() {
        try {
            return text.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(text);
        } catch (tools.jackson.core.JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** This answer, when its status is one of {@code expected}. */
    public Answer expect(int... expected) {
        for (int wanted : expected) {
            if (status == wanted) {
                return this;
            }
        }
        throw new UnexpectedAnswerException(this, expected);
    }

    /** Whether the same request may be answered otherwise later, by its status: 429 and 5xx. */
    public boolean isForLater() {
        return status == 429 || status >= 500;
    }

    /** After which the shop wants to be asked again; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After").map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** The number that a member of the body is; empty when it is none, as what a degraded shop does not know. */
    public OptionalLong number(String member) {
        JsonNode value = body().path(member);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

    /** The text of a member of the body. */
    public String text(String member) {
        return body().path(member).asString();
    }
}
