package dev.ares.local.teststack;

import java.util.Locale;

/** The servers that a test can ask for. */
public enum TestServer {
    POSTGRES,
    REDIS,
    KAFKA,
    NACOS;

    /** The name of the part in logs and files. */
    public String part() {
        return name().toLowerCase(Locale.ROOT);
    }
}
