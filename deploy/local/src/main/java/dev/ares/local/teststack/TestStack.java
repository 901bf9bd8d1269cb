package dev.ares.local.teststack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.ares.local.process.Detached;
import dev.ares.local.process.Processes;
import dev.ares.local.process.Spawn;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.PostgresAdmin;

/**
 * The stack that this test JVM uses: the one named by the environment variable {@value #JOIN}, or else one that all test
 * JVMs of this Maven run share. Its servers start when they are first asked for.
 */
public final class TestStack {

    /** Names the state folder of a running stack to join. */
    public static final String JOIN = "ARES_TEST_STACK";

    private static final Duration SUPERVISOR_START = Duration.ofSeconds(30);
    private static final Duration SERVER_START = Duration.ofMinutes(2);

    private final StackFiles files;
    private final Path modules;
    private final StackDescription description;

    private TestStack(StackFiles files, Path modules) throws IOException {
        this.files = files;
        this.modules = modules;
        this.description = files.read();
    }

    /** Joins the stack, after starting its supervisor when nobody has. */
    public static TestStack join() throws IOException {
        String named = System.getenv(JOIN);
        if (named == null || named.isBlank()) {
            return ofThisMavenRun();
        }
        var files = new StackFiles(Path.of(named));
        if (!Files.exists(files.description())) {
            throw new IOException(JOIN + ": " + named + " (expected: the state folder of a running stack, or unset)");
        }
        return new TestStack(files, Checkout.root().resolve(Checkout.SERVERS));
    }

    public StackDescription description() {
        return description;
    }

    public PostgresAdmin postgres() {
        require(TestServer.POSTGRES);
        return new PostgresAdmin(description.postgres(), description.postgresPassword());
    }

    /** Folder of the built server modules. */
    public Path modules() {
        return modules;
    }

    /** A new folder for a server of this JVM alone: when the JVM ends, the supervisor stops what runs in there. */
    public StateFolder folderOfThisJvm(String name) throws IOException {
        return new StateFolder(
                        files.ofTestJvms().resolve(ProcessHandle.current().pid() + "-" + name))
                .create();
    }

    /** Returns when the server is ready, which it stays. Starts it when nobody has. */
    public void require(TestServer server) {
        try {
            if (!Files.exists(files.request(server))) {
                Files.createFile(files.request(server));
            }
        } catch (FileAlreadyExistsException sameMoment) {
            // Another JVM asked; both wait below.
        } catch (IOException failure) {
            throw new IllegalStateException("cannot ask for " + server.part() + ": " + failure, failure);
        }
        await(SERVER_START, server.part() + " to be ready", () -> {
            if (Files.exists(files.failed(server))) {
                throw new IllegalStateException(Files.readString(files.failed(server)));
            }
            return Files.exists(files.ready(server));
        });
    }

    private static TestStack ofThisMavenRun() throws IOException {
        Path root = Checkout.root();
        Path stacks = Files.createDirectories(root.resolve("target/test-stacks"));
        long owner = Ancestors.owner().pid();
        var files = new StackFiles(stacks.resolve(Long.toString(owner)));
        Path modules = root.resolve(Checkout.SERVERS);
        try (var channel =
                        FileChannel.open(stacks.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var ignored = channel.lock()) {
            removeLeftovers(stacks);
            if (!Files.exists(files.description())) {
                startSupervisor(files, modules, owner);
            }
            return new TestStack(files, modules);
        }
    }

    /** Of runs whose supervisor was killed before it could tidy up. */
    private static void removeLeftovers(Path stacks) throws IOException {
        try (Stream<Path> folders = Files.list(stacks)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                var files = new StackFiles(folder);
                if (Files.exists(files.description())
                        && !Ancestors.runs(files.read().supervisor())) {
                    var state = new StateFolder(folder);
                    var processes = new Processes(state);
                    processes.running().forEach(part -> processes.stop(part, "KILL", Duration.ofSeconds(5)));
                    state.delete();
                }
            }
        }
    }

    private static void startSupervisor(StackFiles files, Path modules, long owner) throws IOException {
        Path log = files.log();
        var builder = new ProcessBuilder(Detached.command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        Supervisor.class.getName(),
                        files.home().toString(),
                        modules.toString(),
                        Long.toString(owner))))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process supervisor = Spawn.start(builder);
        await(SUPERVISOR_START, "the supervisor of the test stack", () -> {
            if (!supervisor.isAlive()) {
                throw new IllegalStateException("the supervisor of the test stack ended: " + Files.readString(log));
            }
            return Files.exists(files.description());
        });
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Duration limit, String what, Condition condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("waited " + limit.toSeconds() + " s for " + what);
                }
                Thread.sleep(20);
            }
        } catch (IOException failure) {
            throw new IllegalStateException("waiting for " + what + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
        }
    }
}
