package dev.ares.web.failure;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** A problem as it is sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String traceId,
        List<FieldFault> errors) {

    static final String TYPES = "https://ares.dev/problems/";

    static ProblemBody of(Problem problem, @Nullable String traceId) {
        return new ProblemBody(
                TYPES + problem.type(),
                title(problem.type()),
                problem.status().value(),
                problem.detail(),
                traceId,
                problem.errors());
    }

    private static String title(String type) {
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1).replace('-', ' ');
    }
}
