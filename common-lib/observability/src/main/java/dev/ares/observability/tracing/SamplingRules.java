package dev.ares.observability.tracing;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

import dev.ares.observability.tracing.SamplingSettings.Endpoint;

/**
 * Decides by the {@link SamplingSettings} in force when a trace begins.
 * Probes and scrapes are never recorded.
 */
final class SamplingRules implements Sampler {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    private static final List<Endpoint> NOBODYS_BUSINESS =
            List.of(new Endpoint("/healthz/**", 0), new Endpoint("/metrics", 0));

    private final AntPathMatcher paths = new AntPathMatcher();
    private final DoubleSupplier dice;
    private volatile Supplier<SamplingSettings> settings;

    /**
     * @param settings asked for each trace
     * @param dice numbers from 0, inclusive, to 1, exclusive
     */
    SamplingRules(Supplier<SamplingSettings> settings, DoubleSupplier dice) {
        this.settings = settings;
        this.dice = dice;
    }

    /** Asks there from now on. */
    void follow(Supplier<SamplingSettings> live) {
        settings = live;
    }

    @Override
    public SamplingResult shouldSample(
            Context context, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SamplingSettings current = settings.get();
        SpanContext parent = Span.fromContext(context).getSpanContext();
        boolean recorded = parent.isValid() && (current.trustCallers() || !parent.isRemote())
                ? parent.isSampled()
                : dice.getAsDouble() < ratio(current, attributes.get(METHOD), attributes.get(PATH));
        return recorded ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    private double ratio(SamplingSettings current, @Nullable String method, @Nullable String path) {
        if (path == null) {
            return current.ratio();
        }
        for (List<Endpoint> endpoints : List.of(NOBODYS_BUSINESS, current.endpoints())) {
            for (Endpoint one : endpoints) {
                if (fits(one.endpoint(), method, path)) {
                    return one.ratio();
                }
            }
        }
        return current.ratio();
    }

    private boolean fits(String endpoint, @Nullable String method, String path) {
        int space = endpoint.indexOf(' ');
        boolean methodFits = space < 0 || endpoint.substring(0, space).equals(method);
        return methodFits && paths.match(endpoint.substring(space + 1), path);
    }

    @Override
    public String getDescription() {
        return "SamplingRules";
    }

    @Override
    public String toString() {
        return getDescription();
    }
}
