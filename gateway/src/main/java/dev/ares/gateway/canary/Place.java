package dev.ares.gateway.canary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where somebody stands among the hundred percent: always there, at every gateway and after every start, and far from
 * their neighbours. SHA-256, so that nobody finds an id that is next to a given one.
 */
final class Place {

    /** A double holds 53 bits. */
    private static final int SPARE_BITS = Long.SIZE - 53;

    private static final double STEPS = 1L << 53;

    private Place() {}

    /** At least 0, less than 100. */
    static double of(String seed, String id) {
        byte[] hash = sha256().digest((seed + '\n' + id).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> SPARE_BITS) / STEPS * 100;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
