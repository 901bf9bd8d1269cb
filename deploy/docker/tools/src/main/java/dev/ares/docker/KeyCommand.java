package dev.ares.docker;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** A key for user-service. */
@Command(name = "signing-key", description = "Prints a new key for ARES_TOKEN_SIGNING_KEY.")
final class KeyCommand implements Callable<Integer> {

    private static final int BITS = 2048;

    @Override
    public Integer call() throws NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        System.out.println(Base64.getEncoder().encodeToString(key));
        return 0;
    }
}
