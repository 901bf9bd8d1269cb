package dev.ares.user.authentication;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;
import dev.ares.web.ServiceTokens;

/** Log-in, refresh and log-out. */
@RestController
@RequestMapping("/api/auth")
class AuthenticationController {

    private final LogIn logIn;
    private final ServiceTokens serviceTokens;

    AuthenticationController(LogIn logIn, ServiceTokens serviceTokens) {
        this.logIn = logIn;
        this.serviceTokens = serviceTokens;
    }

    @PostMapping("/token")
    Mono<ResponseEntity<LogIn.Tokens>> token(@RequestBody PasswordRequest request, ServerHttpRequest http) {
        List<FieldFault> faults = new ArrayList<>();
        String email = required("email", request.email(), faults);
        String password = required("password", request.password(), faults);
        if (!faults.isEmpty()) {
            throw Problem.badRequest(faults);
        }
        return logIn.logIn(email, password, ClientAddress.of(http, serviceTokens))
                .map(AuthenticationController::unstored)
                .switchIfEmpty(Mono.error(() ->
                        Problem.unauthorized("wrong-credentials", "No account has this e-mail and this password.")));
    }

    @PostMapping("/refresh")
    Mono<ResponseEntity<LogIn.Tokens>> refresh(@RequestBody RefreshRequest request, ServerHttpRequest http) {
        return logIn.refresh(request.token(), ClientAddress.of(http, serviceTokens))
                .map(AuthenticationController::unstored)
                .switchIfEmpty(Mono.error(() -> Problem.unauthorized(
                        "session-over", "The refresh token is unknown, used, or expired: log in again.")));
    }

    /** Ends the session. Access tokens that were issued in it are refused everywhere within seconds. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> logOut(@RequestBody RefreshRequest request) {
        return logIn.logOut(request.token());
    }

    private static ResponseEntity<LogIn.Tokens> unstored(LogIn.Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens);
    }

    private static String required(String field, @Nullable String value, List<FieldFault> faults) {
        if (value == null || value.isEmpty()) {
            faults.add(new FieldFault(field, "a text that is not empty"));
            return "";
        }
        return value;
    }

    record PasswordRequest(@Nullable String email, @Nullable String password) {

        @Override
        public String toString() {
            return "PasswordRequest[email=" + email + "]";
        }
    }

    record RefreshRequest(@Nullable String refreshToken) {

        String token() {
            List<FieldFault> faults = new ArrayList<>();
            String token = required("refreshToken", refreshToken, faults);
            if (!faults.isEmpty()) {
                throw Problem.badRequest(faults);
            }
            return token;
        }

        @Override
        public String toString() {
            return "RefreshRequest[]";
        }
    }
}
