package dev.ares.user.authentication;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.web.RevocationFeed;

/** What verifiers of access tokens ask every second. Behind {@code /internal}: a service token, and no gateway route. */
@RestController
class RevocationController {

    private final RevocationFeed revoked;

    RevocationController(RevocationFeed revoked) {
        this.revoked = revoked;
    }

    @GetMapping("/internal/revocations")
    Mono<RevocationFeed.Page> revocations(@RequestParam(required = false) @Nullable String after) {
        return revoked.after(after);
    }
}
