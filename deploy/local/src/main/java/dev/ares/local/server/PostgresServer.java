package dev.ares.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.Spawn;
import dev.ares.local.process.StateFolder;

/**
 * PostgreSQL from its binaries, with the settings that keep what was committed.
 *
 * @param superuserPassword of the role {@link PostgresAdmin#SUPERUSER}
 * @param connections the most at a time
 */
public record PostgresServer(StateFolder state, PortUse port, String superuserPassword, int connections)
        implements Part {

    private static final List<String> DURABLE = List.of("fsync=on", "full_page_writes=on", "synchronous_commit=on");

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<PortUse> ports() {
        return List.of(port);
    }

    /** A fast shutdown: the default signal would wait for clients to leave. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    /** How to reach it with all rights. */
    public PostgresAdmin admin() {
        return new PostgresAdmin(port.port(), superuserPassword);
    }

    @Override
    public Launch prepare() throws IOException {
        Path program = program();
        Path data = state.data(name());
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(program, data);
        }
        var command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(program.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        return new Launch(command, Map.of(), data);
    }

    @Override
    public boolean ready() {
        return Loopback.listens(port.port()) && admin().answers();
    }

    private List<String> settings() {
        var settings = new ArrayList<>(DURABLE);
        settings.addAll(List.of(
                "listen_addresses=" + Loopback.ADDRESS,
                "port=" + port.port(),
                "unix_socket_directories=",
                "max_connections=" + connections,
                "shared_buffers=64MB",
                "max_wal_size=512MB",
                "log_line_prefix=%m [%p] %q%u@%d "));
        return settings;
    }

    private Path program() throws IOException {
        String archive = Platform.current().postgresArchive();
        Path program = state.program(archive.replace(".txz", ""));
        if (!Files.exists(program)) {
            try (InputStream packed = Resources.open(archive)) {
                Resources.unpack(packed, program);
            }
        }
        return program;
    }

    /** Into a draft folder first: an initdb that was cut short leaves nothing that looks like a database. */
    private void initialise(Path program, Path data) throws IOException {
        StateFolder.deleteTree(data);
        Path draft = data.resolveSibling(name() + ".draft");
        StateFolder.deleteTree(draft);
        Path password = state.secret(".superuser-for-initdb");
        StateFolder.writePrivately(password, superuserPassword);
        try {
            var command = new ArrayList<>(asOrdinaryUser());
            command.addAll(List.of(
                    program.resolve("bin/initdb").toString(),
                    "--pgdata=" + draft,
                    "--username=" + PostgresAdmin.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C",
                    "--builtin-locale=C.UTF-8"));
            run(command);
            Files.move(draft, data);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void run(List<String> command) throws IOException {
        Path log = state.log(name());
        Process process = Spawn.start(new ProcessBuilder(command)
                .directory(state.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("initdb did not finish within 120 s");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        if (process.exitValue() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own, root is nobody and still owns its files. */
    private static List<String> asOrdinaryUser() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "--user") : List.of();
    }
}
