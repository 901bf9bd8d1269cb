package dev.ares.messaging;

import java.util.Map;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTest {

    private static final Context BATCH = Context.of(Traces.CONTEXT_KEY, Map.of("order-1", "trace of order-1"));

    private final Traces traces = new Traces(context -> "the running trace");

    @Test
    void aReplyContinuesTheTraceOfTheMessageWithItsKey() {
        assertThat(traces.headersOf(message("order-1"), BATCH)).containsEntry("traceparent", "trace of order-1");
    }

    @Test
    void whatAnswersNothingContinuesTheRunningTrace() {
        assertThat(traces.headersOf(message("order-2"), BATCH)).containsEntry("traceparent", "the running trace");
        assertThat(traces.headersOf(message("order-1"), Context.empty()))
                .containsEntry("traceparent", "the running trace");
    }

    @Test
    void aTraceThatTheMessageBringsIsKept() {
        OutgoingMessage own = message("order-1").withHeaders(Map.of("traceparent", "its own"));

        assertThat(traces.headersOf(own, BATCH)).containsEntry("traceparent", "its own");
    }

    @Test
    void withoutAnyTraceThereIsNoHeader() {
        assertThat(new Traces(context -> null).headersOf(message("order-1"), Context.empty()))
                .isEmpty();
    }

    @Test
    void whatIsWrittenLaterContinuesTheLastTraceOfItsKey() {
        Traces idle = new Traces(context -> null);
        idle.remember("order-1", "the last trace");

        assertThat(idle.headersOf(message("order-1"), Context.empty())).containsEntry("traceparent", "the last trace");
        assertThat(idle.lastOf("order-1")).containsEntry("traceparent", "the last trace");
        assertThat(idle.headersOf(message("order-2"), Context.empty())).isEmpty();
    }

    @Test
    void insideABatchAnotherKeyIsNotGivenAnOldTrace() {
        Traces idle = new Traces(context -> null);
        idle.remember("product-1", "of some earlier order");

        assertThat(idle.headersOf(message("product-1"), BATCH)).isEmpty();
    }

    private static OutgoingMessage message(String key) {
        return OutgoingMessage.of("topic", key, StringValue.of("body"));
    }
}
