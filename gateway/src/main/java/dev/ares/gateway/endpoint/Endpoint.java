package dev.ares.gateway.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import dev.ares.settings.PathForm;

/**
 * What a setting says of requests by method and path: {@code POST /api/orders}, {@code /api/products/**}. Paths are
 * matched as the router does it: decoded, segment by segment.
 *
 * @param method null for all
 */
public record Endpoint(@Nullable HttpMethod method, PathPattern path) {

    /** @throws IllegalArgumentException when it is {@link PathForm#isEndpoint none} */
    public static Endpoint of(String text) {
        if (!PathForm.isEndpoint(text)) {
            throw new IllegalArgumentException("endpoint: " + text + " (expected: " + PathForm.EXPECTED_ENDPOINT + ")");
        }
        int space = text.indexOf(' ');
        HttpMethod method = space < 0 ? null : HttpMethod.valueOf(text.substring(0, space));
        return new Endpoint(method, PathPatternParser.defaultInstance.parse(text.substring(space + 1)));
    }

    /** Several at once. */
    public static List<Endpoint> all(List<String> texts) {
        return texts.stream().map(Endpoint::of).toList();
    }

    /** HEAD fits where GET does: it asks for the same without the body. */
    public boolean fits(ServerHttpRequest request) {
        HttpMethod asked = request.getMethod();
        boolean isMethod = method == null
                || method.equals(asked)
                || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD));
        return isMethod && path.matches(request.getPath().pathWithinApplication());
    }
}
