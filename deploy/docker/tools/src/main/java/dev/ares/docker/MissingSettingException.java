package dev.ares.docker;

/** A variable that the command needs is not set. */
final class MissingSettingException extends RuntimeException {

    MissingSettingException(String name) {
        super(name + ": not set (expected: as docker-compose.yml sets it for the tools)");
    }
}
