package dev.ares.local.command;

import dev.ares.local.shop.Settings;

/** The stack that was started last in the state folder. */
final class RunningStack {

    private RunningStack() {}

    /** Its settings: those of the environment, with the ports that it was started on. */
    static Settings settings() {
        return Settings.from(System.getenv()).withRememberedPorts();
    }

    /**
     * The same, for commands that have nothing to do without a stack.
     *
     * @throws CannotRunException when nothing was ever started in the state folder
     */
    static Settings requiredSettings() {
        Settings settings = settings();
        if (!settings.state().isOurs()) {
            throw new CannotRunException(
                    "There is no stack in " + settings.state().root() + ": start one with ./ares up.");
        }
        return settings;
    }
}
