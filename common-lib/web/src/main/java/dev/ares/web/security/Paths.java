package dev.ares.web.security;

import java.util.List;

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
        HttpMethod method = HttpMethod.valueOf(path.substring(0, space));
        var matcher = new PathPatternParserServerWebExchangeMatcher(pattern, method);
        return method.equals(HttpMethod.GET)
                ? new OrServerWebExchangeMatcher(
                        matcher, new PathPatternParserServerWebExchangeMatcher(pattern, HttpMethod.HEAD))
                : matcher;
    }
}
