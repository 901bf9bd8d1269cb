package dev.ares.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A shop in a JVM of its own, which a test may freeze and kill. */
final class ForkedShop implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ForkedShop(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param main opens the shop with its arguments, each {@code name=value} */
    static ForkedShop start(Class<?> main, Map<String, Object> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        return new ForkedShop(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** For the main method of a forked shop: opens it, writes the notes, and waits to be killed. */
    static void run(String[] arguments, Class<?> more, List<String> notes) throws InterruptedException {
        Map<String, Object> settings = Arrays.stream(arguments)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        Shop.open(settings, more).write(notes.toArray(String[]::new));
        Thread.currentThread().join();
    }

    /** Returns when the shop has printed the word in a line of its own. */
    void awaitWord(String word) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); !word.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the forked shop ended before it said " + word + ":\n" + before);
            }
            before.add(line);
        }
    }

    /** As a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
