package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.benchmarks.machine.Stop;

/** A process that ends with this benchmark, also when that is interrupted. */
final class Program implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final String name;
    private final Process process;
    private final Path log;

    /** @param log takes its output, beside what earlier ones wrote */
    Program(String name, List<String> command, Map<String, String> environment, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        this.name = name;
        this.log = log;
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** The command line of a Java program, up to what says which. */
    static List<String> java(List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        return command;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns when the request is answered as it should be. */
    void awaitAnswer(int port, byte[] request) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        try (var connection = new Connection(port)) {
            while (!isAnswered(connection, request)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(name + " did not start; its log: " + log);
                }
                Pause.of(Duration.ofMillis(100));
            }
        }
    }

    private static boolean isAnswered(Connection connection, byte[] request) {
        try {
            return connection.ask(request) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        Stop.of(process);
    }
}
