package dev.ares.faults.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start of a service. */
final class FaultsInProduction extends RuntimeException {

    private static final long serialVersionUID = 1;

    FaultsInProduction() {
        super(FaultsAutoConfiguration.ENABLED + ": true (expected: false in the profile production)");
    }

    static final class Analyzer extends AbstractFailureAnalyzer<FaultsInProduction> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, FaultsInProduction cause) {
            return new FailureAnalysis(
                    cause.getMessage(), "Take ARES_FAULTS_ENABLED out of the environment and start again.", cause);
        }
    }
}
