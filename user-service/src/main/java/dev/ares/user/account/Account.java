package dev.ares.user.account;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * A customer's account. Its roles are closed under inclusion: whatever was granted, it contains {@link Role#CUSTOMER},
 * and {@link Role#OPERATOR} whenever it contains {@link Role#ADMIN}.
 *
 * @param email as the customer wrote it; two that differ only in case are the same address
 * @param tokenVersion how often the roles were changed; access tokens of before then are refused
 */
public record Account(UUID id, String email, String name, Set<Role> roles, long tokenVersion) {

    public Account {
        roles = closed(roles);
    }

    static Set<Role> closed(Collection<Role> granted) {
        EnumSet<Role> all = EnumSet.of(Role.CUSTOMER);
        all.addAll(granted);
        if (all.contains(Role.ADMIN)) {
            all.add(Role.OPERATOR);
        }
        return Set.copyOf(all);
    }
}
