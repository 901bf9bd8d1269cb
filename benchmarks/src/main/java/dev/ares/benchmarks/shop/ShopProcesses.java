package dev.ares.benchmarks.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;

/**
 * A shop for one way, started as users start it and empty. Closing stops it and removes its data; so does Ctrl-C, also while
 * it starts.
 */
public final class ShopProcesses implements AutoCloseable {

    private static final long LONGEST_START_MINUTES = 15;
    private static final long LONGEST_UNDOING_MINUTES = 2;

    /** A server that does not come up in time on a busy machine shall not cost the rounds before. */
    private static final int ATTEMPTS = 3;

    /** The simulator keeps every payment in memory, and is not what is measured. */
    private static final String SIMULATOR_HEAP = "1024";

    private final Path home;
    private final Map<String, String> environment;
    private final Thread guard = new Thread(this::interrupted, "stop the shop");
    private volatile @Nullable Process starting;
    private int attempts;
    private long begun;
    private long ready;

    private ShopProcesses(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /**
     * Starts a shop; its state goes into a folder of the given name.
     *
     * @param delay in milliseconds, of the provider where it is slow
     */
    public static ShopProcesses start(Way way, Path folder, String name, int portOffset, int delay) throws IOException {
        var more = new HashMap<>(SeataSettings.of(way));
        more.put("ARES_SIMULATOR_SLOW", "PT" + delay / 1000.0 + "S");
        more.put("ARES_SIMULATOR_HEAP", SIMULATOR_HEAP);
        return start(way, folder.resolve(name), portOffset, more);
    }

    /**
     * Returns when the gateway reaches every service.
     *
     * @param home its state folder, whatever is in it
     * @param more settings of the local stack
     */
    public static ShopProcesses start(Way way, Path home, int portOffset, Map<String, String> more) throws IOException {
        return started(guarded(home, portOffset, more), "--coordinator", way.toString());
    }

    /** The same with so many processes of each service, the gateway too. */
    public static ShopProcesses start(int replicas, Path home, int portOffset) throws IOException {
        var more = Map.of("ARES_SIMULATOR_HEAP", SIMULATOR_HEAP);
        return started(guarded(home, portOffset, more), "--replicas", Integer.toString(replicas));
    }

    private static ShopProcesses started(ShopProcesses shop, String option, String value) throws IOException {
        for (shop.attempts = 1; shop.attempts <= ATTEMPTS; shop.attempts++) {
            shop.purge();
            shop.begun = System.nanoTime();
            if (shop.ares("up", "--no-demo", option, value) == 0) {
                shop.ready = System.nanoTime();
                return shop;
            }
        }
        shop.close();
        throw new IOException("the shop did not start: see " + shop.log());
    }

    /** Builds what of a shop is stale, so that no start that comes later has to. Redis alone runs for a moment. */
    public static void build(Path home, int portOffset) throws IOException {
        try (var shop = guarded(home, portOffset, Map.of())) {
            shop.purge();
            if (shop.ares("up", "redis") != 0) {
                throw new IOException("the shop cannot be built: see " + shop.log());
            }
        }
    }

    private static ShopProcesses guarded(Path home, int portOffset, Map<String, String> more) {
        Path state = home.toAbsolutePath();
        var environment = new HashMap<>(more);
        environment.put("ARES_CHECKOUT", Path.of("").toAbsolutePath().toString());
        environment.put("ARES_HOME", state.toString());
        environment.put("ARES_PORT_OFFSET", Integer.toString(portOffset));
        var shop = new ShopProcesses(state, Map.copyOf(environment));
        Runtime.getRuntime().addShutdownHook(shop.guard);
        return shop;
    }

    /** {@link System#nanoTime} when {@code ./ares up} was called; of several attempts the one that succeeded. */
    public long begun() {
        return begun;
    }

    /** {@link System#nanoTime} when that returned. */
    public long ready() {
        return ready;
    }

    /** How many attempts came to nothing before it. */
    public int failedStarts() {
        return attempts - 1;
    }

    public Shop shop() {
        return new Shop(Settings.from(environment).ofLastStart());
    }

    /** Its processes by the names of its parts. */
    public Map<String, ProcessHandle> running() {
        var processes = new Processes(shop().settings().state());
        var running = new HashMap<String, ProcessHandle>();
        for (StartStep step : shop().steps()) {
            processes.find(step.name()).ifPresent(process -> running.put(step.name(), process));
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException ending) {
            // The hook stops it.
            return;
        }
        purge();
    }

    /** A start that is interrupted stops what it started, and nothing else may be done to the shop meanwhile. */
    private void interrupted() {
        try {
            Process begun = starting;
            if (begun != null) {
                begun.destroy();
                begun.waitFor(LONGEST_UNDOING_MINUTES, TimeUnit.MINUTES);
            }
            purge();
        } catch (IOException | InterruptedException failure) {
            System.err.println("The shop in " + home + " may still run: " + failure);
        }
    }

    /** Harmless when it does not run. */
    private void purge() throws IOException {
        ares("down", "--purge");
    }

    private int ares(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("./ares"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        starting = process;
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LONGEST_START_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new IOException(String.join(" ", command) + " does not end: see " + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Beside the state folder, which goes. */
    private Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }
}
