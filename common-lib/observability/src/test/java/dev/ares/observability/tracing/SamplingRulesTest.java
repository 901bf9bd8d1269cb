package dev.ares.observability.tracing;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;

import dev.ares.observability.tracing.SamplingSettings.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SamplingRulesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private SamplingSettings settings = new SamplingSettings(
            0.1, false, List.of(new Endpoint("POST /api/orders", 1), new Endpoint("/api/orders/**", 0.3)));
    private final SamplingRules rules = new SamplingRules(() -> settings, () -> 0.2);

    @Test
    void theFirstEndpointThatFitsDecides() {
        assertThat(records("POST", "/api/orders")).isTrue();
        assertThat(records("GET", "/api/orders")).isTrue();
        assertThat(records("GET", "/api/orders/1/timeline")).isTrue();
        assertThat(records("GET", "/api/products")).isFalse();
    }

    @Test
    void otherSettingsCountFromTheNextTraceOn() {
        settings = new SamplingSettings(0.21, false, List.of(new Endpoint("POST /api/orders", 0)));

        assertThat(records("POST", "/api/orders")).isFalse();
        assertThat(records("GET", "/api/products")).isTrue();
    }

    @Test
    void probesAndScrapesAreNeverRecorded() {
        settings = new SamplingSettings(1, false, List.of(new Endpoint("/**", 1)));

        assertThat(records("GET", "/healthz/readiness")).isFalse();
        assertThat(records("GET", "/metrics")).isFalse();
        assertThat(records("GET", "/api/products")).isTrue();
    }

    @Test
    void aStrangersDecisionIsNotFollowed() {
        assertThat(records(caller(true, true), "GET", "/api/products")).isFalse();
        assertThat(records(caller(true, false), "POST", "/api/orders")).isTrue();
    }

    @Test
    void whoContinuesATraceFollowsWhoBeganIt() {
        settings = new SamplingSettings(0, true, List.of());

        assertThat(records(caller(true, true), "GET", "/api/products")).isTrue();
        settings = new SamplingSettings(1, true, List.of());
        assertThat(records(caller(true, false), "GET", "/api/products")).isFalse();
    }

    @Test
    void aSpanInsideTheServiceFollowsTheOneThatItIsPartOf() {
        assertThat(records(caller(false, true), "GET", "/api/products")).isTrue();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SamplingSettings(1.5, true, List.of()))
                .hasMessage("ares.sampling.ratio: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> new Endpoint("orders", 1)).hasMessageContaining("expected: a path pattern");
        assertThatThrownBy(() -> new Endpoint("PSOT /orders", 1)).hasMessageContaining("expected: a path pattern");
        assertThatThrownBy(() -> new Endpoint("/{x:(a|aa)+b}", 1)).hasMessageContaining("no regular expressions");
    }

    private boolean records(String method, String path) {
        return records(Context.root(), method, path);
    }

    private boolean records(Context parent, String method, String path) {
        Attributes request = Attributes.of(SamplingRules.METHOD, method, SamplingRules.PATH, path);
        return rules.shouldSample(parent, TRACE, "span", SpanKind.SERVER, request, List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context caller(boolean remote, boolean recorded) {
        TraceFlags flags = recorded ? TraceFlags.getSampled() : TraceFlags.getDefault();
        SpanContext span = remote
                ? SpanContext.createFromRemoteParent(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault())
                : SpanContext.create(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(span));
    }
}
