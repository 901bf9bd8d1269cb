package dev.ares.gateway.identity;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/** The header by which a caller learns the trace of a request, in the form of W3C Trace Context. */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /**
     * For a request that was refused before a trace could be begun: the trace of the caller when it named one, a new one
     * otherwise; not recorded.
     */
    public static String unrecorded(@Nullable String given) {
        Matcher callers = FORM.matcher(given == null ? "" : given);
        String traceId = callers.matches() ? callers.group(1) : id() + id();
        return "00-" + traceId + "-" + id() + "-00";
    }

    static String of(TraceContext trace) {
        String flags = Boolean.TRUE.equals(trace.sampled()) ? "01" : "00";
        return "00-" + trace.traceId() + "-" + trace.spanId() + "-" + flags;
    }

    /** The id of the trace that a value of the header names. */
    public static String traceId(String value) {
        return value.substring(3, 35);
    }

    /** Never zero, which is no id. */
    private static String id() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
