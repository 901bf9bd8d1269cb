package dev.ares.user.account;

import java.util.Set;
import java.util.UUID;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.user.loyalty.PointsAccounts;

/** Makes an account and its points account in one transaction. */
final class RegisterAccount {

    private final Accounts accounts;
    private final PointsAccounts points;
    private final Passwords passwords;
    private final TransactionalOperator transaction;

    RegisterAccount(Accounts accounts, PointsAccounts points, Passwords passwords, TransactionalOperator transaction) {
        this.accounts = accounts;
        this.points = points;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    /** Hashes before it looks whether the address is free: a taken one takes as long as a free one. */
    Mono<Outcome> register(Registration wish, Set<Role> roles) {
        return passwords.hashNew(wish.password()).flatMap(hash -> {
            Account account = new Account(UUID.randomUUID(), wish.email(), wish.name(), roles, 0);
            return transaction.transactional(store(account, hash));
        });
    }

    private Mono<Outcome> store(Account account, String hash) {
        return accounts.add(account, hash).flatMap(added -> {
            if (!added) {
                return Mono.just(new EmailTaken());
            }
            return points.open(account.id()).thenReturn(new Registered(account));
        });
    }

    sealed interface Outcome {}

    record Registered(Account account) implements Outcome {}

    /** Another account has the address, in whatever case. */
    record EmailTaken() implements Outcome {}
}
