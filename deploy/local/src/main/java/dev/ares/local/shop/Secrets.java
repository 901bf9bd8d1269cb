package dev.ares.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

import dev.ares.local.process.StateFolder;

/**
 * Passwords and keys of one stack: made on first use, then the same for ever. Each is a file of its own that only its owner
 * can read.
 */
public final class Secrets {

    private static final int BYTES = 32;
    private static final int KEY_BITS = 2048;

    private final StateFolder state;

    public Secrets(StateFolder state) {
        this.state = state;
    }

    /** 32 random bytes as base64 that is safe in URLs, without padding. */
    public String password(String name) {
        return keep(name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random()));
    }

    /** 32 random bytes as base64. */
    public String key(String name) {
        return keep(name, () -> Base64.getEncoder().encodeToString(random()));
    }

    /** A private RSA key as base64 of its PKCS #8 form. */
    public String signingKey(String name) {
        return keep(name, () -> {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                return Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** Where the secret is kept. */
    public Path file(String name) {
        return state.secret(name);
    }

    private synchronized String keep(String name, Supplier<String> maker) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                StateFolder.writePrivately(file, maker.get() + "\n");
            }
            return Files.readString(file).trim();
        } catch (IOException failure) {
            throw new InvalidSettingException(file.toString(), failure.toString(), "a file that can be read and made");
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
