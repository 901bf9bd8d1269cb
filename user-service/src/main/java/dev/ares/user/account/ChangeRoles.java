package dev.ares.user.account;

import java.util.Set;
import java.util.UUID;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.web.Problem;

/**
 * Changes what an account may do. Only who is an admin now changes roles, whatever an older token says, and nobody takes
 * the role from himself: so one admin always remains, also when two take it from each other at once.
 */
final class ChangeRoles {

    private final Accounts accounts;
    private final TransactionalOperator transaction;

    ChangeRoles(Accounts accounts, TransactionalOperator transaction) {
        this.accounts = accounts;
        this.transaction = transaction;
    }

    /**
     * Replaces the account's roles, while no other change of roles is under way.
     *
     * @param by who asks for it
     * @return the account; empty when there is none; 403 when {@code by} is no admin any more, 409 for the own admin role
     */
    Mono<Account> change(UUID account, Set<Role> roles, UUID by) {
        if (account.equals(by) && !roles.contains(Role.ADMIN)) {
            return Mono.error(Problem.conflict(
                    "own-admin-role", "roles (expected: admin among your own; another admin takes it)"));
        }
        return accounts.lockAdmins()
                .flatMap(admins -> admins.contains(by)
                        ? accounts.changeRoles(account, roles)
                        : Mono.<Account>error(Problem.forbidden(Role.ADMIN.code())))
                .as(transaction::transactional);
    }
}
