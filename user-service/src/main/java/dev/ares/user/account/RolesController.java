package dev.ares.user.account;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.observability.RequestThreadLocals;
import dev.ares.user.UserIds;
import dev.ares.web.Caller;
import dev.ares.web.Problem;

/**
 * Who may do what. A change calls back the access tokens already issued, within seconds and for changing roles at once; the
 * next one, for which the account refreshes, has the new roles.
 */
@RestController
class RolesController {

    private static final Logger log = LoggerFactory.getLogger(RolesController.class);
    private static final String EXPECTED = "an array of customer, operator, admin";

    private final ChangeRoles changeRoles;

    RolesController(ChangeRoles changeRoles) {
        this.changeRoles = changeRoles;
    }

    /** Replaces the account's roles. Whoever is admin stays so by another admin's hand only, so one always remains. */
    @PutMapping("/api/admin/users/{id}/roles")
    Mono<RolesAnswer> change(@PathVariable String id, @RequestBody RolesRequest request, Caller caller) {
        return changeRoles
                .change(UserIds.of(id), roles(request.roles()), UserIds.of(caller.userId()))
                .doOnEach(RequestThreadLocals.onNext(
                        changed -> log.info("Roles of {} are {} by {}", id, changed.roles(), caller.userId())))
                .map(RolesAnswer::of)
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private static Set<Role> roles(@Nullable List<@Nullable String> codes) {
        if (codes == null) {
            throw Problem.badRequest("roles", EXPECTED);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < codes.size(); i++) {
            String field = "roles[" + i + "]";
            String code = codes.get(i);
            roles.add(Role.of(code == null ? "" : code)
                    .orElseThrow(() -> Problem.badRequest(field, "one of customer, operator, admin")));
        }
        return roles;
    }

    record RolesRequest(@Nullable List<@Nullable String> roles) {}

    record RolesAnswer(String id, List<String> roles) {

        static RolesAnswer of(Account account) {
            return new RolesAnswer(
                    account.id().toString(),
                    account.roles().stream().map(Role::code).sorted().toList());
        }
    }
}
