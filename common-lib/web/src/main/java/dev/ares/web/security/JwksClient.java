package dev.ares.web.security;

import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.jwk.JWKSet;
import io.netty.channel.ChannelOption;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Fetches the published keys; gives a replica up after 2 s. */
final class JwksClient {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private JwksClient() {}

    static Mono<JWKSet> keysAt(List<URI> addresses) {
        HttpClient http = HttpClient.newConnection()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1000)
                .responseTimeout(PATIENCE);
        WebClient client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
        return new InTurn(addresses).ask(address -> client.get()
                .uri(address)
                .retrieve()
                .bodyToMono(String.class)
                .map(JwksClient::parse)
                .timeout(PATIENCE));
    }

    private static JWKSet parse(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException e) {
            throw new IllegalArgumentException("JWKS: unreadable (expected: a JWK set)", e);
        }
    }
}
