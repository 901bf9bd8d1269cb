package dev.ares.web.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import dev.ares.web.RevocationFeed;
import dev.ares.web.ServiceTokens;

/** Asks user-service, each time over a new connection, so that any of its replicas may answer. Gives one up after two seconds. */
final class RevocationClient implements RevocationFeed {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WebClient client;
    private final InTurn replicas;
    private final ServiceTokens tokens;

    /** @param replicas any addresses of user-service's: only their hosts and ports matter */
    RevocationClient(List<URI> replicas, ServiceTokens tokens) {
        HttpClient http = HttpClient.newConnection()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1000)
                .responseTimeout(PATIENCE);
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
        this.replicas = new InTurn(replicas.stream()
                .map(user -> user.resolve("/internal/revocations"))
                .toList());
        this.tokens = tokens;
    }

    @Override
    public Mono<Page> after(@Nullable String cursor) {
        return replicas.ask(address -> client.get()
                .uri(after(address, cursor))
                .headers(headers -> headers.setBearerAuth(tokens.issue()))
                .exchangeToMono(answer -> page(answer, cursor)));
    }

    /** A user-service of before there was a list revokes nothing. */
    private static Mono<Page> page(ClientResponse answer, @Nullable String cursor) {
        if (answer.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return answer.releaseBody().thenReturn(new Page(List.of(), cursor, false));
        }
        return answer.statusCode().is2xxSuccessful() ? answer.bodyToMono(Page.class) : answer.<Page>createError();
    }

    private static URI after(URI address, @Nullable String cursor) {
        return cursor == null
                ? address
                : UriComponentsBuilder.fromUri(address)
                        .queryParam("after", "{cursor}")
                        .build(cursor);
    }
}
