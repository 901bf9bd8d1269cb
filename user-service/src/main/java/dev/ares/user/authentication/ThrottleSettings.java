package dev.ares.user.authentication;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.user.throttle}, from {@code application.yml} and live from Nacos: how many wrong passwords are borne. One address alone must not use up an
 * account's guesses, or it would keep the owner from logging in elsewhere: so the account's come back faster than those of
 * one address.
 *
 * @param accountFromAddress for one account from one address
 * @param account for one account from all addresses together that are not known to be its owner's
 * @param address from one address for all accounts together whose owners are not known to come from there
 * @param knownFor how long an address is known to be the owner's after a log-in or a refresh from there (default 90 days)
 */
record ThrottleSettings(
        Guesses accountFromAddress,
        Guesses account,
        Guesses address,
        @DefaultValue("90d") Duration knownFor) {

    ThrottleSettings {
        if (account.every().compareTo(accountFromAddress.every()) >= 0
                || account.atOnce() <= accountFromAddress.atOnce()) {
            throw new IllegalArgumentException("ares.user.throttle.account: " + account + " (expected: more than "
                    + accountFromAddress + ", which is what one address has)");
        }
    }

    /**
     * @param atOnce after a rest
     * @param every one more comes back in this time
     */
    record Guesses(int atOnce, Duration every) {

        Guesses {
            if (atOnce < 1 || every.toMillis() < 1) {
                throw new IllegalArgumentException("ares.user.throttle: " + atOnce + " at once, one every " + every
                        + " (expected: at least 1 and 1ms)");
            }
        }
    }
}
