package dev.ares.local.command;

import dev.ares.local.shop.Settings;

/** The stack that an earlier {@code ./ares up} started. */
final class RunningStack {

    private RunningStack() {}

    /**
     * Its settings, with the ports of its start.
     *
     * @throws CannotRunException when there is none
     */
    static Settings settings() {
        Settings settings = Settings.from(System.getenv()).ofLastStart();
        if (!settings.state().isOurs()) {
            throw new CannotRunException(
                    "There is no stack in " + settings.state().root() + ": start one with ./ares up.");
        }
        return settings;
    }
}
