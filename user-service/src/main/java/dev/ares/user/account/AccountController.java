package dev.ares.user.account;

import java.net.URI;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.user.UserIds;
import dev.ares.user.loyalty.PointsAccounts;
import dev.ares.web.Caller;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/** Registration, and what a customer sees of the own account. */
@RestController
@RequestMapping("/api/users")
class AccountController {

    private static final URI OWN_PROFILE = URI.create("/api/users/me");

    private final RegisterAccount registration;
    private final Accounts accounts;
    private final PointsAccounts points;

    AccountController(RegisterAccount registration, Accounts accounts, PointsAccounts points) {
        this.registration = registration;
        this.accounts = accounts;
        this.points = points;
    }

    @PostMapping
    Mono<ResponseEntity<Registered>> register(@RequestBody RegistrationRequest request) {
        Registration wish = Registration.of(request.email(), request.name(), request.password());
        return registration.register(wish, Set.of(Role.CUSTOMER)).map(AccountController::answer);
    }

    @GetMapping("/me")
    Mono<Profile> profile(Caller caller) {
        UUID id = UserIds.of(caller);
        return accounts.find(id).zipWith(points.balance(id), Profile::of).switchIfEmpty(Mono.error(Problem::notFound));
    }

    private static ResponseEntity<Registered> answer(RegisterAccount.Outcome outcome) {
        if (outcome instanceof RegisterAccount.Registered made) {
            return ResponseEntity.created(OWN_PROFILE).body(Registered.of(made.account()));
        }
        throw Problem.of(
                HttpStatus.CONFLICT, "email-taken", new FieldFault("email", "an address that has no account yet"));
    }

    record RegistrationRequest(
            @Nullable String email,
            @Nullable String password,
            @Nullable String name) {

        @Override
        public String toString() {
            return "RegistrationRequest[email=" + email + ", name=" + name + "]";
        }
    }

    record Registered(String id, String email, String name) {

        static Registered of(Account account) {
            return new Registered(account.id().toString(), account.email(), account.name());
        }
    }

    record Profile(String id, String email, String name, long points) {

        static Profile of(Account account, long points) {
            return new Profile(account.id().toString(), account.email(), account.name(), points);
        }
    }
}
