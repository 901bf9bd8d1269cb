package dev.ares.user.authentication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to renew a session once: the session's id and a secret that only the newest token of the session has. Only
 * the secret's hash is stored; 256 random bits need no slow one.
 */
final class RefreshToken {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int SID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UUID session;
    private final byte[] secret;

    private RefreshToken(UUID session, byte[] secret) {
        this.session = session;
        this.secret = secret;
    }

    static RefreshToken forSession(UUID session) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new RefreshToken(session, secret);
    }

    /** Empty when the text cannot be a token of ours. */
    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + SECRET_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID session = new UUID(buffer.getLong(), buffer.getLong());
        return Optional.of(new RefreshToken(session, Arrays.copyOfRange(bytes, ID_BYTES, bytes.length)));
    }

    UUID session() {
        return session;
    }

    /**
     * The session's name in access tokens. Others see those: who had the id itself could end the session. As {@link
     * Sessions} reckons it in SQL.
     */
    String sid() {
        byte[] hash = sha256(("sid" + session).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(hash, 0, SID_BYTES);
    }

    byte[] secretHash() {
        return sha256(secret);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /** The token as the client keeps it: base64url, 64 characters. */
    String text() {
        byte[] bytes = ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .put(secret)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshToken[session=" + session + "]";
    }
}
