package dev.ares.web.failure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.core.codec.DecodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import dev.ares.web.FailureTranslator;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** A request body that is not the JSON that was asked for: 400, naming the field and what was expected there. */
final class JsonFailures implements FailureTranslator {

    private static final String BODY = "body";
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(?<name>[^\"]{0,100})\".*");
    private static final Pattern MISSING = Pattern.compile("Missing (required )?creator property '(?<name>[^']+)'.*");

    /** How our own constructors complain: {@code name: value (expected: ...)}. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(?<field>[\\w.\\[\\]-]+)(:.*)? \\(expected: (?<expected>.+)\\)", Pattern.DOTALL);

    @Override
    public Optional<Problem> translate(Throwable failure) {
        // Only while decoding: JSON that we fail to write, or to read from another service, is not the caller's fault.
        return Causes.find(failure, DecodingException.class)
                .flatMap(decoding -> Causes.find(decoding, JacksonException.class))
                .map(JsonFailures::problem);
    }

    private static Problem problem(JacksonException failure) {
        if (failure instanceof ValueInstantiationException instantiation) {
            return refusedByConstructor(instantiation);
        }
        return Problem.badRequest(List.of(fault(failure)));
    }

    private static FieldFault fault(JacksonException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return new FieldFault(field(failure), "no such field; known here are " + known(unknown));
        }
        if (failure instanceof InvalidNullException) {
            return new FieldFault(field(failure), "present and not null");
        }
        if (failure instanceof InputCoercionException coercion) {
            return new FieldFault(field(failure), ExpectedType.of(coercion.getTargetType()));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return mismatched(mismatch);
        }
        if (failure instanceof StreamConstraintsException) {
            return new FieldFault(field(failure), "JSON less deep, with shorter names, texts and numbers");
        }
        return failure instanceof StreamReadException malformed
                ? malformed(malformed)
                : new FieldFault(field(failure), "a valid value");
    }

    private static FieldFault mismatched(MismatchedInputException failure) {
        Matcher missing = MISSING.matcher(Objects.requireNonNullElse(failure.getOriginalMessage(), ""));
        if (missing.matches()) {
            String path = path(failure);
            String name = missing.group("name");
            boolean included = path.equals(name) || path.endsWith("." + name);
            return new FieldFault(included ? path : join(path, name), "present and not null");
        }
        return new FieldFault(field(failure), ExpectedType.of(failure.getTargetType()));
    }

    private static FieldFault malformed(StreamReadException failure) {
        String message = Objects.requireNonNullElse(failure.getOriginalMessage(), "");
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return new FieldFault(duplicate.group("name"), "once; it stands twice in the same object");
        }
        TokenStreamLocation at = failure.getLocation();
        String where = at == null ? "" : "; it breaks at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new FieldFault(field(failure), "well-formed JSON" + where);
    }

    private static Problem refusedByConstructor(ValueInstantiationException failure) {
        String path = path(failure);
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        if (cause instanceof Problem problem) {
            return problem.errors().isEmpty() ? problem : below(path, problem);
        }
        Matcher complaint = COMPLAINT.matcher(Objects.requireNonNullElse(cause.getMessage(), ""));
        if (complaint.matches()) {
            return Problem.badRequest(join(path, complaint.group("field")), complaint.group("expected"));
        }
        return Problem.badRequest(
                field(failure), ExpectedType.of(failure.getType().getRawClass()));
    }

    private static Problem below(String path, Problem problem) {
        List<FieldFault> errors = problem.errors().stream()
                .map(fault -> new FieldFault(join(path, fault.field()), fault.expected()))
                .toList();
        return problem.withErrors(errors);
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String known(UnrecognizedPropertyException failure) {
        return Objects.requireNonNullElse(failure.getKnownPropertyIds(), List.of()).stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String field(JacksonException failure) {
        String path = path(failure);
        return path.isEmpty() ? BODY : path;
    }

    /** {@code items[0].quantity}; empty for the body itself. */
    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(abbreviated(name));
            }
        }
        return path.toString();
    }

    /** The caller chose the name of an unknown field: it is echoed, but not at any length. */
    private static String abbreviated(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
