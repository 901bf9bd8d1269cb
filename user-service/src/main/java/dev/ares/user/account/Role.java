package dev.ares.user.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may do. Every account is a customer; an admin is an operator too. */
public enum Role {
    CUSTOMER,
    OPERATOR,
    ADMIN;

    /** As it stands in tokens, requests and the database: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
