package dev.ares.gateway.limit;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * How many answers may wait for a caller who does not read, and for how long, since each stays in memory until then. One waits
 * when nothing of it was taken for a second. What is between here and the caller takes some 85 KB at a time, so who reads 3 KB/s
 * or more has the default patience.
 *
 * @param most in all, 1 to 1,000,000 (default 500); one more is cut off at once
 * @param perAddress of one address, 1 to 1,000,000 (default 100, since many users may share one); of a trusted proxy as many
 *     as there are
 * @param patience how long nothing may be taken of an answer, 1 s to 1 h (default 30 s); beyond it, it is cut off
 */
record AnswerAllowance(
        @DefaultValue("500") int most,
        @DefaultValue("100") int perAddress,
        @DefaultValue("30s") Duration patience) {

    private static final int LIMIT = 1_000_000;

    AnswerAllowance {
        require("ares.gateway.limits.unread-answers.most", most, 1, LIMIT);
        require("ares.gateway.limits.unread-answers.per-address", perAddress, 1, LIMIT);
        require("ares.gateway.limits.unread-answers.patience", patience, Duration.ofSeconds(1), Duration.ofHours(1));
    }
}
