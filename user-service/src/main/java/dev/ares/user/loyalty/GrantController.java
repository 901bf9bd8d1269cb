package dev.ares.user.loyalty;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.user.UserIds;
import dev.ares.web.Caller;
import dev.ares.web.IdempotencyKey;
import dev.ares.web.Problem;

/** Lets an admin give points to a customer. */
@RestController
class GrantController {

    private static final long MOST_POINTS = 1_000_000;

    private final GrantPoints grants;

    GrantController(GrantPoints grants) {
        this.grants = grants;
    }

    /** A repeated key answers with today's balance and gives nothing more. */
    @PostMapping("/api/admin/users/{id}/points")
    Mono<Balance> grant(@PathVariable String id, @RequestBody GrantRequest request, IdempotencyKey key, Caller caller) {
        UUID giver = UserIds.of(caller.userId());
        var grant = new GrantPoints.Grant(giver, key.value(), UserIds.of(id), request.validPoints());
        return grants.grant(grant).map(outcome -> answer(id, outcome));
    }

    private static Balance answer(String id, GrantPoints.Outcome outcome) {
        if (outcome instanceof GrantPoints.Granted granted) {
            return new Balance(id, granted.balance());
        }
        if (outcome instanceof GrantPoints.KeyReused) {
            throw Problem.unprocessable(
                    "idempotency-key-reused", IdempotencyKey.HEADER, "a key not used for another grant before");
        }
        throw Problem.notFound();
    }

    record GrantRequest(@Nullable Long points) {

        long validPoints() {
            if (points == null || points < 1 || points > MOST_POINTS) {
                throw Problem.badRequest("points", "1.." + MOST_POINTS);
            }
            return points;
        }
    }

    /** @param points what the customer may redeem now */
    record Balance(String id, long points) {}
}
