package dev.ares.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one stack. They are detached from the terminal and the launcher, and recorded in the state folder, so
 * that any later launcher finds them. Safe for use by several threads as long as each handles another part.
 */
public final class Processes {

    private static final Duration PROBE_EVERY = Duration.ofMillis(100);
    private static final int LOG_END_LINES = 25;

    private final StateFolder state;

    public Processes(StateFolder state) {
        this.state = state;
    }

    /**
     * Starts {@code part} and waits until it is ready. Does nothing to a part that already runs, except to wait.
     *
     * @throws PartFailedException when it ends, or is not ready within {@link Part#startTimeout()}
     */
    public void start(Part part) {
        try {
            if (find(part.name()).isEmpty()) {
                launch(part);
            }
        } catch (IOException failure) {
            throw new PartFailedException(part.name(), failure.toString(), logEnd(part.name()));
        }
        awaitReady(part);
    }

    /** The process of the part with this name, if it runs. */
    public Optional<ProcessHandle> find(String part) {
        return RecordedProcess.read(state.processes().resolve(part)).flatMap(RecordedProcess::alive);
    }

    /** Names of the parts that run. */
    public List<String> running() {
        return recorded().stream().filter(name -> find(name).isPresent()).toList();
    }

    /**
     * Asks the part to end, and kills it when it has not ended within {@code patience}. On return it does not run.
     *
     * @return whether it ran
     */
    public boolean stop(String part, String signal, Duration patience) {
        Optional<ProcessHandle> process = find(part);
        process.ifPresent(running -> {
            List<ProcessHandle> children = running.descendants().toList();
            Signals.send(signal, running);
            if (!ended(running, patience)) {
                children.forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
                ended(running, Duration.ofSeconds(10));
            }
        });
        forget(part);
        return process.isPresent();
    }

    /** The last lines of the part's log. */
    public List<String> logEnd(String part) {
        Path log = state.log(part);
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LOG_END_LINES), lines.size());
        } catch (IOException unreadable) {
            return List.of("(" + unreadable + ")");
        }
    }

    private void launch(Part part) throws IOException {
        Launch launch = part.prepare();
        Path log = state.log(part.name());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(part.name() + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        var builder = new ProcessBuilder(Detached.command(launch.command()))
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        // By default glibc allots eight arenas to a processor, in each of which some memory stays unused: 23 MiB of the
        // stack's.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(launch.environment());
        Process process = Spawn.start(builder);
        try {
            RecordedProcess.of(part.name(), process.toHandle()).write(state.processes());
        } catch (IOException unrecorded) {
            // Nobody could find it again to stop it.
            process.destroyForcibly();
            throw unrecorded;
        }
    }

    private void awaitReady(Part part) {
        long deadline = System.nanoTime() + part.startTimeout().toNanos();
        while (!part.ready()) {
            if (find(part.name()).isEmpty()) {
                throw new PartFailedException(part.name(), "its process ended", logEnd(part.name()));
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailedException(
                        part.name(), "not ready within " + part.startTimeout().toSeconds() + " s", logEnd(part.name()));
            }
            pause(part.name());
        }
    }

    private static void pause(String part) {
        try {
            Thread.sleep(PROBE_EVERY.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PartFailedException(part, "interrupted", List.of());
        }
    }

    private List<String> recorded() {
        try (Stream<Path> files = Files.list(state.processes())) {
            var names = new ArrayList<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .forEach(names::add);
            return names;
        } catch (IOException noFolder) {
            return List.of();
        }
    }

    private void forget(String part) {
        try {
            Files.deleteIfExists(state.processes().resolve(part));
        } catch (IOException kept) {
            // A record of an ended process is ignored by every reader.
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (RecordedProcess.runs(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
