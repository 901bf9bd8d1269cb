package dev.ares.local.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.StateFolder;

/**
 * Nacos in standalone mode. Beside its HTTP port it listens at +1000 (gRPC, for clients) and -1000 (Raft).
 *
 * @param module the built {@code deploy/local/servers/nacos}, whose classes keep all ports on the loopback interface
 */
public record NacosServer(StateFolder state, Path module, PortUse port) implements Part {

    public static final int GRPC_OFFSET = 1000;
    public static final int RAFT_OFFSET = -1000;

    private static final int HEAP_MEBIBYTES = 256;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    @Override
    public String name() {
        return "nacos";
    }

    @Override
    public List<PortUse> ports() {
        return List.of(
                port,
                new PortUse(port.port() + GRPC_OFFSET, port.setting()),
                new PortUse(port.port() + RAFT_OFFSET, port.setting()));
    }

    @Override
    public Launch prepare() throws IOException {
        Path home = Files.createDirectories(state.data(name()));
        removeHalfMade(home.resolve("data").resolve("derby-data"));
        var command = new ArrayList<>(JavaProgram.command(
                HEAP_MEBIBYTES,
                home,
                List.of(
                        "-XX:MaxMetaspaceSize=192m",
                        "-Dnacos.standalone=true",
                        "-Dnacos.home=" + home,
                        "-Dnacos.inetutils.ip-address=" + Loopback.ADDRESS,
                        "-Dserver.address=" + Loopback.ADDRESS,
                        "-Dserver.port=" + port.port(),
                        "-Dserver.tomcat.accesslog.enabled=false")));
        command.addAll(List.of(
                "-cp", ServerModule.install(module, state.program(name()), "hessian-4"), "com.alibaba.nacos.Nacos"));
        return new Launch(command, Map.of(), home);
    }

    /** Of a start that was cut short before anything was stored: Nacos would refuse it ever after. */
    private static void removeHalfMade(Path database) throws IOException {
        if (!Files.exists(database.resolve("service.properties"))) {
            StateFolder.deleteTree(database);
        }
    }

    @Override
    public boolean ready() {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://" + Loopback.ADDRESS + ":" + port.port() + "/nacos/v1/console/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
