package dev.ares.web;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A failure that the caller is told about, as {@code application/problem+json}. Everything in it is shown to the
 * caller, so nothing internal goes in. An adapter makes one from a refusal of the application and throws it, or ends a
 * {@code Mono} with it; a request record may throw it from its constructor. It has no stack trace: it is an answer.
 *
 * <p>{@code type} is a stable kebab-case name that clients may switch on; it is sent as
 * {@code https://ares.dev/problems/<type>}.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String type;
    private final transient List<FieldFault> errors;
    private final @Nullable Duration retryAfter;

    private Problem(
            HttpStatus status, String type, String detail, List<FieldFault> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.type = kebab(type);
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** 400: a field, header or parameter is missing, malformed or out of range. */
    public static Problem badRequest(String field, String expected) {
        return badRequest(List.of(new FieldFault(field, expected)));
    }

    /** 400 for several fields at once. */
    public static Problem badRequest(List<FieldFault> errors) {
        return new Problem(HttpStatus.BAD_REQUEST, "invalid-request", sentences(errors), errors, null);
    }

    /** 401: no token, or one that does not hold. */
    public static Problem unauthorized() {
        return of(HttpStatus.UNAUTHORIZED, "unauthorized", "Authorization (expected: Bearer and a valid access token)");
    }

    /** 401 with its own reason, such as a wrong password at log-in. */
    public static Problem unauthorized(String type, String detail) {
        return of(HttpStatus.UNAUTHORIZED, type, detail);
    }

    /** 403: the caller is known and may not. */
    public static Problem forbidden(String expectedRole) {
        return of(HttpStatus.FORBIDDEN, "forbidden", "role (expected: " + expectedRole + ")");
    }

    /** 404: unknown, or someone else's; the answer must not tell which. */
    public static Problem notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is nothing here for this caller.");
    }

    /** 409: the request was right against a state that has changed. */
    public static Problem conflict(String type, String detail) {
        return of(HttpStatus.CONFLICT, type, detail);
    }

    /** 422: well-formed, and it names something that does not fit: an unknown SKU, a key reused with another body. */
    public static Problem unprocessable(String type, String field, String expected) {
        List<FieldFault> errors = List.of(new FieldFault(field, expected));
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, type, sentences(errors), errors, null);
    }

    /** 429: too many requests; the same request is welcome after the given time. */
    public static Problem tooManyRequests(Duration retryAfter) {
        return new Problem(
                HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many requests.", List.of(), retryAfter);
    }

    /** 503: nothing is wrong with the request; it may be sent again after the given time. */
    public static Problem unavailable(Duration retryAfter) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Unavailable for a moment.", List.of(), retryAfter);
    }

    /** 503: so much is asked for that this request was given up for others; welcome after the given time. */
    public static Problem overloaded(Duration retryAfter) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "overloaded",
                "More is asked for than can be answered in time.",
                List.of(),
                retryAfter);
    }

    /** 503: off for a while, so that what matters more keeps working; welcome after the given time. */
    public static Problem switchedOff(Duration retryAfter) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "switched-off",
                "Off for the moment, so that orders go through.",
                List.of(),
                retryAfter);
    }

    /** Any other answer. */
    public static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(status, type, detail, List.of(), null);
    }

    /** Any other answer that names a field. */
    public static Problem of(HttpStatus status, String type, FieldFault fault) {
        return new Problem(status, type, fault.sentence(), List.of(fault), null);
    }

    /** The same problem about other fields; the detail is made anew from them. */
    public Problem withErrors(List<FieldFault> others) {
        return new Problem(status, type, sentences(others), others, retryAfter);
    }

    public HttpStatus status() {
        return status;
    }

    /** The kebab-case name, without the address before it. */
    public String type() {
        return type;
    }

    public String detail() {
        return Objects.requireNonNull(getMessage());
    }

    public List<FieldFault> errors() {
        return errors;
    }

    /** When to try again; rounded up to whole seconds in the {@code Retry-After} header. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static String sentences(List<FieldFault> errors) {
        return errors.stream().map(FieldFault::sentence).collect(Collectors.joining("; "));
    }

    private static String kebab(String type) {
        if (!type.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("type: " + type + " (expected: kebab-case, such as price-changed)");
        }
        return type;
    }
}
