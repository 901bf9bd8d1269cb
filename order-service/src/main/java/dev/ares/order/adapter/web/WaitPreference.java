package dev.ares.order.adapter.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code wait=SECONDS} of the header {@code Prefer} (RFC 7240). A preference that makes no sense is not honoured. */
final class WaitPreference {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*");

    private WaitPreference() {}

    /** How long the caller wants to wait, at most {@code longest}; empty when it did not say. The first one counts. */
    static Optional<Duration> of(List<String> headers, Duration longest) {
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
                    return Optional.of(wanted.compareTo(longest) < 0 ? wanted : longest);
                }
            }
        }
        return Optional.empty();
    }
}
