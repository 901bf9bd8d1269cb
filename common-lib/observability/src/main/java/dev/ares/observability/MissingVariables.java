package dev.ares.observability;

import java.util.Collection;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start of a service, all missing variables in one sentence. */
final class MissingVariables extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingVariables(Collection<String> names) {
        super(String.join(", ", names) + ": not set (expected: a value; there is no default)");
    }

    static final class Analyzer extends AbstractFailureAnalyzer<MissingVariables> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, MissingVariables cause) {
            return new FailureAnalysis(cause.getMessage(), "Set it in the environment and start again.", cause);
        }
    }
}
