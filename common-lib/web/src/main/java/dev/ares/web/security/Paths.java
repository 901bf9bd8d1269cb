package dev.ares.web.security;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Paths as the settings write them. What is said of GET holds for HEAD, which asks for the same without the body. */
final class Paths {

    private Paths() {}

    static ServerWebExchangeMatcher anyOf(List<String> paths) {
        if (paths.isEmpty()) {
            return exchange -> ServerWebExchangeMatcher.MatchResult.notMatch();
        }
        return new OrServerWebExchangeMatcher(paths.stream().map(Paths::one).toList());
    }

    private static ServerWebExchangeMatcher one(String path) {
        int space = path.indexOf(' ');
        String pattern = path.substring(space + 1);
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: /pattern or METHOD /pattern)");
        }
        if (space < 0) {
            return ServerWebExchangeMatchers.pathMatchers(pattern);
        }
        HttpMethod method = method(path.substring(0, space), path);
        var matcher = new PathPatternParserServerWebExchangeMatcher(pattern, method);
        return method.equals(HttpMethod.GET)
                ? new OrServerWebExchangeMatcher(
                        matcher, new PathPatternParserServerWebExchangeMatcher(pattern, HttpMethod.HEAD))
                : matcher;
    }

    /** A rule for a method that is misspelt would hold for no request. */
    private static HttpMethod method(String name, String path) {
        return Arrays.stream(HttpMethod.values())
                .filter(known -> known.matches(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("path: " + path + " (expected: a method of "
                        + Arrays.stream(HttpMethod.values())
                                .map(HttpMethod::name)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
