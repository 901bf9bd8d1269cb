package dev.ares.user;

import java.util.UUID;

import dev.ares.web.Caller;
import dev.ares.web.Problem;

/** Reads user ids, which are opaque to callers: one that cannot be ours is as unknown as any other. */
public final class UserIds {

    private UserIds() {}

    /** @throws Problem 404 when no user can have this id */
    public static UUID of(String id) {
        try {
            UUID parsed = UUID.fromString(id);
            if (parsed.toString().equals(id)) {
                return parsed;
            }
        } catch (IllegalArgumentException notOurs) {
            // answered below, like any other unknown id
        }
        throw Problem.notFound();
    }

    /** The caller's own account. */
    public static UUID of(Caller caller) {
        return of(caller.userId());
    }
}
