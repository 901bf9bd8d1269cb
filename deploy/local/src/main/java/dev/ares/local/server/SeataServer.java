package dev.ares.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.StateFolder;

/**
 * Seata's transaction coordinator. Transactions under way survive the process, and what it was told of them a power cut; its
 * web console is off.
 *
 * @param module the built {@code deploy/local/servers/seata}, whose classes keep the port on one address, and whose
 *     {@code application.properties} hold what is the same wherever it runs
 * @param store where transactions are kept
 */
public record SeataServer(StateFolder state, Path module, PortUse port, Store store) implements Part {

    /** Where transactions are kept. What one store has, another one knows nothing of. */
    public sealed interface Store {

        /** Files, each record written through to the disk before it is answered. */
        record Files() implements Store {}

        /** Tables of a PostgreSQL database, which exists; the tables are made when they are missing. */
        record Database(String url, String user, String password) implements Store {}
    }

    private static final int HEAP_MEBIBYTES = 256;

    /** To the database that keeps its transactions, at most. */
    public static final int CONNECTIONS = 40;

    @Override
    public String name() {
        return "seata";
    }

    @Override
    public List<PortUse> ports() {
        return List.of(port);
    }

    @Override
    public Launch prepare() throws IOException {
        Path home = Files.createDirectories(state.data(name()));
        var options = new ArrayList<>(List.of(
                // What the environment of whoever starts it may not change: on this machine alone, no web console,
                // each record written through to the disk.
                "-Dares.bind-address=" + Loopback.ADDRESS,
                "-Dserver.address=" + Loopback.ADDRESS,
                "-Dserver.port=-1",
                "-Dseata.store.file.flush-disk-mode=sync",
                "-Dseata.server.service-port=" + port.port(),
                "-Dseata.store.mode=" + mode()));
        options.addAll(storeOptions(home));
        var command = new ArrayList<>(JavaProgram.command(HEAP_MEBIBYTES, home, options));
        command.addAll(List.of(
                "-cp",
                ServerModule.install(module, state.program(name()), ""),
                "io.seata.server.ServerApplication",
                // Part of every transaction's id.
                "-h",
                Loopback.ADDRESS,
                "-p",
                Integer.toString(port.port()),
                "-m",
                mode()));
        return new Launch(command, secrets(), home);
    }

    private String mode() {
        return store instanceof Store.Database ? "db" : "file";
    }

    private List<String> storeOptions(Path home) {
        if (store instanceof Store.Database database) {
            return List.of(
                    "-Dseata.store.db.url=" + database.url(),
                    "-Dseata.store.db.user=" + database.user(),
                    "-Dseata.store.db.max-conn=" + CONNECTIONS);
        }
        return List.of("-Dseata.store.file.dir=" + home.resolve("sessions"));
    }

    /** Not for everybody who lists processes. */
    private Map<String, String> secrets() {
        return store instanceof Store.Database database
                ? Map.of("SEATA_STORE_DB_PASSWORD", database.password())
                : Map.of();
    }

    @Override
    public boolean ready() {
        return Loopback.listens(port.port());
    }
}
