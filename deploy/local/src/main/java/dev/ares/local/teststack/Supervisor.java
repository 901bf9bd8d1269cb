package dev.ares.local.teststack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.ares.local.process.Part;
import dev.ares.local.process.PartFailedException;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.KafkaServer;
import dev.ares.local.server.NacosServer;
import dev.ares.local.server.PostgresServer;
import dev.ares.local.server.RedisServer;

/**
 * Owns the servers of a test stack: starts each when a test first asks for it, and stops and removes everything when its
 * owner ends or when it is told to end.
 */
public final class Supervisor {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final String SETTING = "none: chosen among the free ports";
    private static final int CONNECTIONS = 300;

    private final StackFiles files;
    private final Processes processes;
    private final Map<TestServer, Part> parts = new EnumMap<>(TestServer.class);
    private final Set<TestServer> started = EnumSet.noneOf(TestServer.class);
    private final List<Thread> starting = new ArrayList<>();
    private boolean stopped;

    private Supervisor(Path home, Path modules) throws IOException {
        var state = new StateFolder(home).create();
        files = new StackFiles(state.root());
        processes = new Processes(state);
        StackDescription where = choosePorts();
        parts.put(
                TestServer.POSTGRES,
                new PostgresServer(
                        state, new PortUse(where.postgres(), SETTING), where.postgresPassword(), CONNECTIONS));
        parts.put(TestServer.REDIS, new RedisServer(state, new PortUse(where.redis(), SETTING)));
        parts.put(
                TestServer.KAFKA,
                new KafkaServer(
                        "kafka",
                        state,
                        modules.resolve("kafka"),
                        new PortUse(where.kafka(), SETTING),
                        new PortUse(where.kafkaController(), SETTING)));
        parts.put(
                TestServer.NACOS,
                new NacosServer(state, modules.resolve("nacos"), new PortUse(where.nacos(), SETTING)));
        files.describe(where);
    }

    /**
     * Runs until the owner ends or this process is told to.
     *
     * @param args state folder, folder of the server modules, process id of the owner or 0 for none
     */
    public static void main(String[] args) throws IOException {
        long owner = Long.parseLong(args[2]);
        var supervisor = new Supervisor(Path.of(args[0]), Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stopEverything, "stop"));
        while (owner == 0 || Ancestors.runs(owner)) {
            supervisor.answerRequests();
            supervisor.stopServersOfEndedTests();
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException interrupted) {
                break;
            }
        }
        supervisor.stopEverything();
    }

    private static StackDescription choosePorts() {
        var ports = new FreePorts();
        return new StackDescription(
                ProcessHandle.current().pid(),
                ports.next(),
                UUID.randomUUID().toString(),
                ports.next(),
                ports.next(),
                ports.next(),
                ports.next(NacosServer.GRPC_OFFSET, NacosServer.RAFT_OFFSET));
    }

    private void answerRequests() {
        for (TestServer server : TestServer.values()) {
            if (Files.exists(files.request(server)) && started.add(server)) {
                var thread = new Thread(() -> start(server), "start " + server.part());
                starting.add(thread);
                thread.start();
            }
        }
    }

    private void start(TestServer server) {
        try {
            Part part = parts.get(server);
            if (part != null) {
                processes.start(part);
                StateFolder.writePrivately(files.ready(server), "");
            }
        } catch (IOException | RuntimeException | Error failure) {
            report(server, failure);
        }
    }

    private void report(TestServer server, Throwable failure) {
        String said = server.part() + ": " + failure;
        if (failure instanceof PartFailedException failed) {
            said = failed.getMessage() + "\n" + String.join("\n", failed.logEnd());
        } else {
            failure.printStackTrace();
        }
        try {
            StateFolder.writePrivately(files.failed(server), said);
        } catch (IOException folderIsGone) {
            // Whoever removed the folder no longer waits for an answer.
        }
    }

    private void stopServersOfEndedTests() throws IOException {
        for (Path folder : foldersOfTestJvms()) {
            String name = folder.getFileName().toString();
            if (!Ancestors.runs(Long.parseLong(name.substring(0, name.indexOf('-'))))) {
                remove(folder);
            }
        }
    }

    private List<Path> foldersOfTestJvms() throws IOException {
        if (!Files.isDirectory(files.ofTestJvms())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(files.ofTestJvms())) {
            return folders.toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        var state = new StateFolder(folder);
        var servers = new Processes(state);
        servers.running().forEach(part -> servers.stop(part, "KILL", STOP_PATIENCE));
        state.delete();
    }

    private synchronized void stopEverything() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            for (Thread thread : starting) {
                thread.interrupt();
                thread.join(STOP_PATIENCE.toMillis());
            }
            stopServers();
            for (Path folder : foldersOfTestJvms()) {
                remove(folder);
            }
            new StateFolder(files.home()).delete();
            removeLogIfEmpty();
        } catch (IOException failure) {
            System.err.println("state folder not removed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeLogIfEmpty() throws IOException {
        if (Files.exists(files.log()) && Files.size(files.log()) == 0) {
            Files.delete(files.log());
        }
    }

    private void stopServers() throws InterruptedException {
        var stopping = new ArrayList<Thread>();
        for (Part part : parts.values()) {
            var thread = new Thread(() -> processes.stop(part.name(), part.stopSignal(), STOP_PATIENCE));
            stopping.add(thread);
            thread.start();
        }
        for (Thread thread : stopping) {
            thread.join();
        }
    }
}
