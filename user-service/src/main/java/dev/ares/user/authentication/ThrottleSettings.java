package dev.ares.user.authentication;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.user.throttle}, from {@code application.yml} and live from Nacos: how many wrong passwords are borne.
 * One address alone must not use up an account's guesses, or it would keep the owner from logging in elsewhere: so the
 * account's come back faster than those of one address. And whoever guesses where the owner sits, behind the same router,
 * say, must not keep the owner out for long: so those of the owner's address come back in seconds.
 *
 * @param knownAddress for one account from one address that is known to be its owner's
 * @param accountFromAddress for one account from one address that is not
 * @param account for one account from all addresses together that are not known to be its owner's
 * @param address from one address for all accounts together whose owners are not known to come from there
 * @param knownFor how long an address is known to be the owner's after a log-in or a refresh from there, a day to ten
 *     years (default 90 days)
 */
record ThrottleSettings(
        Guesses knownAddress,
        Guesses accountFromAddress,
        Guesses account,
        Guesses address,
        @DefaultValue("90d") Duration knownFor) {

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    ThrottleSettings {
        if (knownFor.compareTo(SHORTEST) < 0 || knownFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "ares.user.throttle.known-for: " + knownFor + " (expected: " + SHORTEST + " to " + LONGEST + ")");
        }
        if (knownAddress.every().compareTo(accountFromAddress.every()) > 0
                || knownAddress.atOnce() < accountFromAddress.atOnce()) {
            throw new IllegalArgumentException("ares.user.throttle.known-address: " + knownAddress
                    + " (expected: no less than " + accountFromAddress + ", which is what an unknown one has)");
        }
        if (account.every().compareTo(accountFromAddress.every()) >= 0
                || account.atOnce() <= accountFromAddress.atOnce()) {
            throw new IllegalArgumentException("ares.user.throttle.account: " + account + " (expected: more than "
                    + accountFromAddress + ", which is what one address has)");
        }
    }

    /**
     * @param atOnce after a rest, 1 to 100,000
     * @param every one more comes back in this time, 1 ms to a day
     */
    record Guesses(int atOnce, Duration every) {

        Guesses {
            if (atOnce < 1 || atOnce > 100_000 || every.toMillis() < 1 || every.compareTo(SHORTEST) > 0) {
                throw new IllegalArgumentException("ares.user.throttle: " + atOnce + " at once, one every " + every
                        + " (expected: 1 to 100000, and 1ms to a day)");
            }
        }
    }
}
