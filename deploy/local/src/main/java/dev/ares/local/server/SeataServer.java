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
 * Seata's transaction coordinator. Transactions under way are kept in files, and survive the process; its web console is
 * off.
 *
 * @param module the built {@code deploy/local/servers/seata}, whose classes keep the port on the loopback interface
 */
public record SeataServer(StateFolder state, Path module, PortUse port) implements Part {

    private static final int HEAP_MEBIBYTES = 256;

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
        var command = new ArrayList<>(JavaProgram.command(
                HEAP_MEBIBYTES,
                home,
                List.of(
                        "-Dspring.main.banner-mode=off",
                        "-Dlogging.config=classpath:ares-logback.xml",
                        // No web console.
                        "-Dserver.port=-1",
                        "-Dserver.address=" + Loopback.ADDRESS,
                        "-Dseata.server.service-port=" + port.port(),
                        "-Dseata.store.mode=file",
                        "-Dseata.store.file.dir=" + home.resolve("sessions"))));
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
                "file"));
        return new Launch(command, Map.of(), home);
    }

    @Override
    public boolean ready() {
        return Loopback.listens(port.port());
    }
}
