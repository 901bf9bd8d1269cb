package dev.ares.user.loyalty;

import dev.ares.user.account.Role;

/** A violation on purpose: loyalty must not know accounts. Its architecture rule is tried on it. */
final class PointsThatAskForRoles {

    private PointsThatAskForRoles() {}

    static boolean mayBeGranted(Role role) {
        return role == Role.CUSTOMER;
    }
}
