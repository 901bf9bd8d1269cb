package dev.ares.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.StateFolder;

/** Redis. It holds nothing that cannot be rebuilt, so nothing is written to disk. */
public record RedisServer(StateFolder state, PortUse port) implements Part {

    /** Many, so that each test context can have one of its own. */
    private static final int DATABASES = 4096;

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<PortUse> ports() {
        return List.of(port);
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = Files.createDirectories(state.data(name()));
        List<String> command = List.of(
                binary().toString(),
                "--bind",
                Loopback.ADDRESS,
                "--port",
                Integer.toString(port.port()),
                "--save",
                "",
                "--appendonly",
                "no",
                "--databases",
                Integer.toString(DATABASES),
                "--maxmemory",
                "64mb",
                "--maxmemory-policy",
                "allkeys-lru",
                "--dir",
                data.toString());
        return new Launch(command, Map.of(), data);
    }

    @Override
    public boolean ready() {
        try (Socket socket = Loopback.connect(port.port())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path binary() throws IOException {
        String resource = "redis-server-7.0.15-" + Platform.current().redisSuffix();
        Path program = state.program(resource);
        if (!Files.exists(program)) {
            try (InputStream packed = Resources.open(resource)) {
                Resources.copyExecutable(packed, program);
            }
        }
        return program;
    }
}
