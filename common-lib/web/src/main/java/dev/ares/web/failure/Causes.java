package dev.ares.web.failure;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A failure and its causes. */
final class Causes {

    /** Deeper chains do not occur; a chain that loops does. */
    private static final int LONGEST = 16;

    private Causes() {}

    /** Outermost first. */
    static Stream<Throwable> of(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
                .limit(LONGEST)
                .map(cause -> (Throwable) cause);
    }

    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
