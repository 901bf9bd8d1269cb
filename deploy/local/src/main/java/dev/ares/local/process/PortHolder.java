package dev.ares.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds out who listens on a port: from /proc, or through {@code lsof} where there is no /proc. */
final class PortHolder {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** For instance {@code "java (process 4711)"}; a sentence that says so when it cannot be told. */
    static String describe(int port) {
        return process(port)
                .flatMap(ProcessHandle::of)
                .map(process -> name(process) + " (process " + process.pid() + ")")
                .orElse("a process that this user may not look at");
    }

    private static Optional<Long> process(int port) {
        try {
            return Files.isDirectory(PROC.resolve("self"))
                    ? processWithSocket(listeningSockets(port))
                    : processFromLsof(port);
        } catch (IOException notVisible) {
            return Optional.empty();
        }
    }

    private static Set<String> listeningSockets(int port) throws IOException {
        var sockets = new HashSet<String>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (!Files.exists(PROC.resolve(table))) {
                continue;
            }
            for (String line : Files.readAllLines(PROC.resolve(table))) {
                String[] columns = line.trim().split("\\s+", -1);
                if (columns.length > 9
                        && columns[3].equals(LISTENING)
                        && columns[1].endsWith(String.format(":%04X", port))) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static Optional<Long> processWithSocket(Set<String> sockets) throws IOException {
        try (Stream<Path> folders = Files.list(PROC)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> opened(folder, sockets))
                    .map(folder -> Long.parseLong(folder.getFileName().toString()))
                    .findFirst();
        }
    }

    private static boolean opened(Path process, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException | java.io.UncheckedIOException notOurs) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static Optional<Long> processFromLsof(int port) throws IOException {
        Process lsof = Spawn.start(new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"));
        try {
            if (!lsof.waitFor(5, TimeUnit.SECONDS)) {
                lsof.destroyForcibly();
                return Optional.empty();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .map(Long::valueOf);
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("a process");
    }
}
