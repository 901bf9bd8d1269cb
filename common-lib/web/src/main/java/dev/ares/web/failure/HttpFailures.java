package dev.ares.web.failure;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsatisfiedRequestParameterException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

import dev.ares.web.FailureTranslator;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** What WebFlux itself refuses: paths, methods, media types, parameters, and bodies too large to read. */
final class HttpFailures implements FailureTranslator {

    private static final String BODY = "body";

    @Override
    public Optional<Problem> translate(Throwable failure) {
        Optional<DataBufferLimitException> tooLarge = Causes.find(failure, DataBufferLimitException.class);
        if (tooLarge.isPresent()) {
            return Optional.of(Problem.of(
                    HttpStatus.CONTENT_TOO_LARGE, "content-too-large", new FieldFault(BODY, "at most 256 KiB")));
        }
        return failure instanceof ResponseStatusException status ? Optional.of(problem(status)) : Optional.empty();
    }

    private static Problem problem(ResponseStatusException failure) {
        if (failure instanceof MethodNotAllowedException method) {
            return named(HttpStatus.METHOD_NOT_ALLOWED, "method", list(method.getSupportedMethods()));
        }
        if (failure instanceof UnsupportedMediaTypeStatusException media) {
            return named(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type", list(media.getSupportedMediaTypes()));
        }
        if (failure instanceof NotAcceptableStatusException media) {
            return named(HttpStatus.NOT_ACCEPTABLE, "Accept", list(media.getSupportedMediaTypes()));
        }
        if (failure instanceof WebExchangeBindException binding) {
            return Problem.badRequest(
                    binding.getAllErrors().stream().map(HttpFailures::fault).toList());
        }
        if (failure instanceof HandlerMethodValidationException validation) {
            return Problem.badRequest(faults(validation));
        }
        return input(failure);
    }

    private static Problem input(ResponseStatusException failure) {
        if (failure instanceof MissingRequestValueException missing) {
            return Problem.badRequest(missing.getName(), "present, as " + missing.getLabel());
        }
        if (failure instanceof UnsatisfiedRequestParameterException unsatisfied) {
            return Problem.badRequest("query", String.join(" or ", unsatisfied.getConditions()));
        }
        if (failure instanceof ServerWebInputException input) {
            return unreadable(input);
        }
        HttpStatus status = HttpStatus.resolve(failure.getStatusCode().value());
        if (status == null || status == HttpStatus.NOT_FOUND) {
            return Problem.notFound();
        }
        return Problem.of(status, kebab(status), status.getReasonPhrase() + ".");
    }

    private static Problem unreadable(ServerWebInputException failure) {
        MethodParameter parameter = failure.getMethodParameter();
        String name = parameter == null ? null : parameter.getParameterName();
        if (name != null && Causes.find(failure, TypeMismatchException.class).isPresent()) {
            return Problem.badRequest(name, expectedType(parameter));
        }
        boolean missingBody = Causes.find(failure, CodecException.class).isEmpty();
        return Problem.badRequest(BODY, missingBody ? "present, as JSON" : "readable as what its Content-Type says");
    }

    private static String expectedType(@Nullable MethodParameter parameter) {
        if (parameter == null) {
            return "another type";
        }
        return ExpectedType.of(parameter.nestedIfOptional().getNestedParameterType());
    }

    private static FieldFault fault(ObjectError error) {
        String field = error instanceof FieldError fieldError ? fieldError.getField() : error.getObjectName();
        String expected = error.getDefaultMessage();
        return new FieldFault(field, expected == null ? "another value" : expected);
    }

    private static List<FieldFault> faults(HandlerMethodValidationException failure) {
        return failure.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> {
                    if (error instanceof ObjectError objectError) {
                        return fault(objectError);
                    }
                    String name = result.getMethodParameter().getParameterName();
                    String expected = error.getDefaultMessage();
                    return new FieldFault(
                            name == null ? "request" : name, expected == null ? "another value" : expected);
                }))
                .toList();
    }

    private static Problem named(HttpStatus status, String field, String expected) {
        return Problem.of(status, kebab(status), new FieldFault(field, expected));
    }

    private static String kebab(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String list(@Nullable Collection<?> supported) {
        if (supported == null || supported.isEmpty()) {
            return "another one";
        }
        return supported.stream().map(Object::toString).sorted().collect(Collectors.joining(" or "));
    }
}
