package dev.ares.user.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.ares.user.authentication.ThrottleSettings.Guesses;

/**
 * One attempt to log in, and the buckets that it is taken from.
 *
 * @param addressKey of this address among the account's known ones
 * @param knownKey of the bucket that alone is asked where it is among them
 */
record Attempt(String addressKey, String knownKey, List<Bucket> buckets) {

    private static final double MILLIS = 1000;

    Attempt {
        buckets = List.copyOf(buckets);
    }

    static Attempt of(String email, String address, ThrottleSettings settings) {
        String account = email.toLowerCase(Locale.ROOT);
        String addressKey = hash("account from address", account, address);
        String knownKey = hash("account from known address", account, address);
        return new Attempt(
                addressKey,
                knownKey,
                List.of(
                        Bucket.of(knownKey, settings.knownAddress()),
                        Bucket.of(addressKey, settings.accountFromAddress()),
                        Bucket.of(hash("account", account), settings.account()),
                        Bucket.of(hash("address", address), settings.address())));
    }

    Attempt only(Collection<String> keys) {
        return new Attempt(
                addressKey,
                knownKey,
                buckets.stream().filter(bucket -> keys.contains(bucket.key())).toList());
    }

    String[] keys() {
        return buckets.stream().map(Bucket::key).toArray(String[]::new);
    }

    Double[] seconds(Function<Bucket, Duration> part) {
        return buckets.stream()
                .map(bucket -> part.apply(bucket).toMillis() / MILLIS)
                .toArray(Double[]::new);
    }

    /** Nobody who reads the table learns who guessed at what. */
    private static String hash(String... parts) {
        try {
            byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /**
     * @param every one attempt comes back in this time
     * @param room how far ahead the moment of being full may be for one more attempt
     */
    record Bucket(String key, Duration every, Duration room) {

        static Bucket of(String key, Guesses guesses) {
            return new Bucket(key, guesses.every(), guesses.every().multipliedBy(guesses.atOnce() - 1L));
        }
    }
}
