package dev.ares.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code wait=SECONDS} of the header {@code Prefer} (RFC 7240). A preference that makes no sense is not honoured. Here, so
 * that the gateway takes for a request that waits what the service does, and knows how long that one waited.
 */
public final class WaitPreference {

    public static final String HEADER = "Prefer";
    public static final String APPLIED = "Preference-Applied";

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*");

    /** Of the answer: how long it was held back, as a metric of <a href="https://www.w3.org/TR/server-timing/">Server Timing</a>. */
    public static final String TIMING = "Server-Timing";

    private static final Pattern WAITED = Pattern.compile("wait;dur=([0-9]{1,9})");

    private WaitPreference() {}

    /** The value of {@link #TIMING}. */
    public static String waited(Duration time) {
        return "wait;dur=" + time.toMillis();
    }

    /** What a service said with {@link #waited}, in milliseconds; zero when it said nothing of the kind. */
    public static Duration waited(List<String> timings) {
        return timings.stream()
                .map(WAITED::matcher)
                .filter(Matcher::matches)
                .map(wait -> Duration.ofMillis(Long.parseLong(wait.group(1))))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** How long the caller wants to wait, which may be zero; empty when it did not say. The first one counts. */
    public static Optional<Duration> of(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1))));
                }
            }
        }
        return Optional.empty();
    }

    /** As above, and at most {@code longest}. */
    public static Optional<Duration> of(List<String> headers, Duration longest) {
        return of(headers).map(wanted -> wanted.compareTo(longest) < 0 ? wanted : longest);
    }
}
