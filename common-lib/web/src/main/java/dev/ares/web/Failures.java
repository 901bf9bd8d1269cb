package dev.ares.web;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;

/** What to tell a caller about any failure, over HTTP and gRPC alike: the first translator that knows it decides. */
public final class Failures {

    private final List<FailureTranslator> translators;

    public Failures(List<FailureTranslator> translators) {
        this.translators = List.copyOf(translators);
    }

    /** Never fails, and never shows anything internal. */
    public Problem toProblem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        return translators.stream()
                .map(translator -> translator.translate(failure))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(Failures::internalError);
    }

    private static Problem internalError() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something failed on our side; it is recorded under the trace id.");
    }
}
