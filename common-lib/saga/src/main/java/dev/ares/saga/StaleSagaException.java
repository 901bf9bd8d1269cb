package dev.ares.saga;

import java.util.Collection;
import java.util.UUID;

import org.springframework.dao.OptimisticLockingFailureException;

/** Sagas were written by somebody else since they were read, or are gone. The transaction must not commit. */
public final class StaleSagaException extends OptimisticLockingFailureException {

    public StaleSagaException(Collection<UUID> ids) {
        super("sagas: %s (expected: present, at the version that was read)".formatted(ids));
    }
}
