package dev.ares.gateway.canary;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as that decides about the version.
 *
 * @param user the id in a verified token; null where none was needed
 * @param address as far as it can be believed
 * @param roles in the token
 * @param version that the caller asked for
 */
public record Visitor(
        @Nullable String user,
        String address,
        Set<String> roles,
        @Nullable String version) {

    /** As all of this name, it ends at the gateway. */
    static final String HEADER = "X-Ares-Version";

    public Visitor {
        roles = Set.copyOf(roles);
    }

    /** As it was found for a request; empty before. */
    public static Optional<Visitor> of(Map<String, Object> attributes) {
        return attributes.get(VisitorFilter.VISITOR) instanceof Visitor visitor
                ? Optional.of(visitor)
                : Optional.empty();
    }

    /** The user, or the address of one who is not known. */
    public String userOrAddress() {
        return user == null ? address : user;
    }
}
