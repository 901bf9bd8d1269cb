package dev.ares.gateway.balancing;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Asks an instance by a connection of its own whether it is ready. What does not know the question answers too. */
final class Probe {

    private static final String QUESTION = "/healthz/readiness";
    private static final int PATIENCE_MILLIS = 1000;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS)
            .responseTimeout(Duration.ofMillis(PATIENCE_MILLIS));

    Mono<Boolean> answers(ServiceInstance instance) {
        return client.get()
                .uri(instance.getUri() + QUESTION)
                .response()
                .map(answer -> answer.status().code() < SERVER_ERROR)
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }
}
