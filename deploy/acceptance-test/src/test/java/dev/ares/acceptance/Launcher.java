package dev.ares.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher as a process of its own, in a state folder and on ports of this test run. */
final class Launcher {

    static final String ADMIN_EMAIL = "admin@example.org";
    static final String ADMIN_PASSWORD = "an-admin-password-for-tests";

    private static final String MAIN = "dev.ares.local.Ares";
    private static final int MINUTES = 15;

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path CHECKOUT = MODULE.resolve("../..").normalize();
    private static final Path PRINTED = MODULE.resolve("target/launcher");

    private final Path home;
    private final int portOffset;
    private final String otlpEndpoint;

    Launcher(Path home, int portOffset, String otlpEndpoint) {
        this.home = home;
        this.portOffset = portOffset;
        this.otlpEndpoint = otlpEndpoint;
    }

    /** What the command printed. Fails when it does not end well within a quarter of an hour. */
    String run(String... arguments) {
        return run(0, arguments);
    }

    /** What the command printed. Fails when it does not end with this exit code within a quarter of an hour. */
    String run(int exitCode, String... arguments) {
        try {
            Files.createDirectories(PRINTED);
            Path output = Files.createTempFile(PRINTED, arguments[0] + "-", ".txt");
            Process process = start(output, arguments);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new AssertionError(
                        "ares " + arguments[0] + ": not done in " + MINUTES + " min\n" + Files.readString(output));
            }
            if (process.exitValue() != exitCode) {
                throw new AssertionError("ares " + String.join(" ", arguments) + ": exit code " + process.exitValue()
                        + " (expected: " + exitCode + ")\n" + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException failure) {
            throw new AssertionError("ares " + arguments[0] + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private Process start(Path output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                MAIN));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(CHECKOUT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Settings of a shop that runs beside this one are not meant for it.
        builder.environment().keySet().removeIf(name -> name.startsWith("ARES_"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(settings());
        return builder.start();
    }

    /** Of the shop that it starts, as environment variables. */
    Map<String, String> settings() {
        return Map.of(
                "ARES_CHECKOUT",
                CHECKOUT.toString(),
                "ARES_HOME",
                home.toString(),
                "ARES_PORT_OFFSET",
                Integer.toString(portOffset),
                "ARES_ADMIN_EMAIL",
                ADMIN_EMAIL,
                "ARES_ADMIN_PASSWORD",
                ADMIN_PASSWORD,
                "ARES_OTLP_ENDPOINT",
                otlpEndpoint,
                "OTEL_BSP_SCHEDULE_DELAY",
                "500",
                "ARES_TRACE_SAMPLING",
                "0");
    }
}
