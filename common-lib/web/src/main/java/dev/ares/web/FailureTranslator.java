package dev.ares.web;

import java.util.Optional;

/**
 * Turns one kind of failure into what the caller is told. A service adds a bean of this type for failures that only it
 * knows; those beans are asked, in their order, before the library's own. A failure that nobody translates is a bug:
 * it is logged with its trace, and the caller learns nothing but the trace id (500).
 */
@FunctionalInterface
public interface FailureTranslator {

    /** Empty when this failure is none of its business. Called for the failure itself, not for its causes. */
    Optional<Problem> translate(Throwable failure);
}
