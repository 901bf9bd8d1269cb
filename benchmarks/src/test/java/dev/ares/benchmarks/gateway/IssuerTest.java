package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class IssuerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Issuer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = new Issuer(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenHasTheClaimsOfUserServiceAndHoldsByTheKey() throws GeneralSecurityException {
        String[] parts = issuer.token("s-1").split("\\.", -1);

        assertThat(decoded(parts[0])).contains("\"typ\":\"JWT\"", "\"alg\":\"RS256\"");
        assertThat(decoded(parts[1]))
                .contains("\"sid\":\"s-1\"", "\"ver\":0", "\"iss\":\"ares\"", "\"roles\":[\"customer\"]")
                .contains("\"iat\":" + NOW.getEpochSecond())
                .containsPattern("\"sub\":\"[0-9a-f-]{36}\"")
                .containsPattern("\"jti\":\"[0-9a-f-]{36}\"");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key());
        signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void noTwoTokensAreOfOneCustomer() {
        assertThat(decoded(issuer.token("s").split("\\.", -1)[1]))
                .isNotEqualTo(decoded(issuer.token("s").split("\\.", -1)[1]));
    }

    @Test
    void aSessionIsNamedOnceItHasEnded() throws IOException, InterruptedException {
        assertThat(told()).contains("\"entries\":[]");

        issuer.revoke("s-1");

        assertThat(told())
                .contains("{\"key\":\"s:s-1\",\"least\":null,\"until\":")
                .contains("\"more\":false");
    }

    private String told() throws IOException, InterruptedException {
        URI address = issuer.jwksUri().resolve("/internal/revocations");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private PublicKey key() throws GeneralSecurityException {
        String pem = issuer.publicKey().replaceAll("-----[A-Z ]+-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(pem);
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
