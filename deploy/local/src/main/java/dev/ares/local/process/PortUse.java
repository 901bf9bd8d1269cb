package dev.ares.local.process;

/**
 * A port that a part opens on 127.0.0.1.
 *
 * @param setting the environment variable that moves it
 */
public record PortUse(int port, String setting) {}
