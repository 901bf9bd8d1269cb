package dev.ares.web;

import java.util.Set;

/**
 * Who is calling, from the verified access token: subject and the claim {@code roles}. A controller method takes it as
 * an argument; without a valid token the method is not reached and the answer is 401.
 *
 * @param roles {@code customer}, {@code operator}, {@code admin}
 */
public record Caller(String userId, Set<String> roles) {

    public static final String CUSTOMER = "customer";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether this caller may act as {@code role}: an admin is an operator too. */
    public boolean is(String role) {
        return roles.contains(role) || (role.equals(OPERATOR) && roles.contains(ADMIN));
    }

    /** Refuses with 403 unless {@link #is} holds. For paths, prefer {@code ares.web.roles}. */
    public void mustBe(String role) {
        if (!is(role)) {
            throw Problem.forbidden(role);
        }
    }
}
