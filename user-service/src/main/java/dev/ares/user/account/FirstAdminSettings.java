package dev.ares.user.account;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.ares.web.Problem;

/**
 * The account that may give roles to others, made at start-up when it is missing. Both or neither.
 *
 * @param email from ARES_ADMIN_EMAIL
 * @param password from ARES_ADMIN_PASSWORD; only used while the account does not exist yet
 */
@ConfigurationProperties("ares.user.first-admin")
record FirstAdminSettings(@Nullable String email, @Nullable String password) {

    FirstAdminSettings {
        email = blankToNull(email);
        password = blankToNull(password);
        if ((email == null) != (password == null)) {
            throw new IllegalArgumentException("ARES_ADMIN_EMAIL and ARES_ADMIN_PASSWORD (expected: both, or neither)");
        }
        if (email != null && password != null) {
            registration(email, password);
        }
    }

    /** The admin's registration; empty when there is to be none. */
    Optional<Registration> registration() {
        return email == null || password == null ? Optional.empty() : Optional.of(registration(email, password));
    }

    private static Registration registration(String email, String password) {
        try {
            return Registration.of(email, "Admin", password);
        } catch (Problem unfit) {
            throw new IllegalArgumentException("ARES_ADMIN_EMAIL, ARES_ADMIN_PASSWORD: " + unfit.detail(), unfit);
        }
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public String toString() {
        return "FirstAdminSettings[email=" + email + "]";
    }
}
