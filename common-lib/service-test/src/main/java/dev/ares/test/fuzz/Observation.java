package dev.ares.test.fuzz;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bad request was answered with.
 *
 * @param contentType of the answer; empty without a body
 * @param route by which a service answered; empty when the gateway did
 */
public record Observation(
        BadRequest request, int status, Optional<String> contentType, Optional<String> route, String body) {

    private static final Pattern INTERNALS = Pattern.compile(
            "\\bat [a-z]+\\.[a-zA-Z.$]+\\(|[a-z]+\\.[a-z]+\\.[A-Z]\\w*(Exception|Error)\\b|Caused by:|stack ?trace|"
                    + "org\\.springframework|java\\.lang|io\\.netty|tools\\.jackson|r2dbc|SQLSTATE",
            Pattern.CASE_INSENSITIVE);

    /** Whether a service, and not only the gateway, has seen the request. */
    public boolean reachedAService() {
        return route.isPresent();
    }

    /** Whether anybody failed, instead of refusing. */
    public boolean isServerError() {
        return status >= 500;
    }

    /** Whether the answer shows how we are built: a stack trace, a class name, a driver's message. */
    public boolean showsInternals() {
        return INTERNALS.matcher(body).find();
    }

    /** Whether a refusal has the form that refusals have; answers to HEAD and OPTIONS have no body. */
    public boolean isWellFormed() {
        boolean refused = status >= 400;
        boolean silent = request.method().equals("HEAD") || request.method().equals("OPTIONS");
        return !refused || silent || contentType.orElse("").startsWith("application/problem+json");
    }

    @Override
    public String toString() {
        return request + " -> " + status + " " + contentType.orElse("-") + " " + route.orElse("(gateway)") + " "
                + body.substring(0, Math.min(body.length(), 300));
    }
}
