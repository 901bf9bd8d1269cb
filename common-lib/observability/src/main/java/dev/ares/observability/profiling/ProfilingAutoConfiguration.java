package dev.ares.observability.profiling;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import dev.ares.observability.profiling.FlameGraphs.Busy;
import dev.ares.observability.profiling.FlameGraphs.Event;

/**
 * {@code GET /internal/profile?seconds=10&event=cpu}: a flame graph of the next seconds (1 to 60), by {@code cpu} or
 * {@code alloc}. Under {@code /internal}, so for holders of a service token and not through the gateway. 409 while another
 * recording runs.
 */
@AutoConfiguration
@ConditionalOnClass(name = {"jdk.jfr.Recording", "org.springframework.web.reactive.DispatcherHandler"})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class ProfilingAutoConfiguration {

    private static final int LONGEST = 60;

    /** A problem detail, RFC 9457. */
    private record Refusal(String type, String title, int status, String detail) {}

    @Bean
    RouterFunction<ServerResponse> profile() {
        FlameGraphs graphs = new FlameGraphs();
        return RouterFunctions.route()
                .GET("/internal/profile", request -> profile(graphs, request))
                .build();
    }

    private static Mono<ServerResponse> profile(FlameGraphs graphs, ServerRequest request) {
        Optional<Integer> seconds = seconds(request.queryParam("seconds").orElse("10"));
        if (seconds.isEmpty()) {
            return refused(HttpStatus.BAD_REQUEST, "seconds (expected: 1 to " + LONGEST + ")");
        }
        Optional<Event> event = event(request.queryParam("event").orElse("cpu"));
        if (event.isEmpty()) {
            return refused(HttpStatus.BAD_REQUEST, "event (expected: cpu or alloc)");
        }
        return graphs.record(event.get(), Duration.ofSeconds(seconds.get()))
                .flatMap(page ->
                        ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
                .onErrorResume(Busy.class, busy -> refused(HttpStatus.CONFLICT, "one recording at a time"));
    }

    private static Optional<Integer> seconds(String text) {
        return text.matches("\\d{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LONGEST
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }

    private static Optional<Event> event(String text) {
        for (Event event : Event.values()) {
            if (event.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static Mono<ServerResponse> refused(HttpStatus status, String detail) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(new Refusal("about:blank", status.getReasonPhrase(), status.value(), detail));
    }
}
