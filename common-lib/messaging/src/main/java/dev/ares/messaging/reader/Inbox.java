package dev.ares.messaging.reader;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

/** Remembers what was applied. */
public interface Inbox {

    /**
     * Records the ids in the caller's transaction.
     *
     * @return the ids that this reader had not recorded before; one that another transaction is recording is waited for
     */
    Mono<Set<UUID>> admit(String reader, List<UUID> ids);
}
