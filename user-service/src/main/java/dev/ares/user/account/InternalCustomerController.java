package dev.ares.user.account;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.user.UserIds;
import dev.ares.web.Problem;

/** What our other services may know of a customer. Behind {@code /internal}: a service token, and no gateway route. */
@RestController
class InternalCustomerController {

    private final Accounts accounts;

    InternalCustomerController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/internal/customers/{id}")
    Mono<Customer> customer(@PathVariable String id) {
        return accounts.find(UserIds.of(id))
                .map(account -> new Customer(id, account.name(), account.email()))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    record Customer(String id, String name, String email) {}
}
