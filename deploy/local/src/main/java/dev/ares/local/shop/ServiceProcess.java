package dev.ares.local.shop;

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
import dev.ares.local.server.JavaProgram;

/**
 * One of our services.
 *
 * @param ports the first is the HTTP port
 * @param environment complete: secrets included
 * @param heap in mebibytes
 * @param readiness path that answers 200 once the service does its work
 */
record ServiceProcess(
        String name,
        StateFolder state,
        Path jar,
        List<PortUse> ports,
        Map<String, String> environment,
        int heap,
        String readiness)
        implements Part {

    static final int HEAP_MEBIBYTES = 160;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    @Override
    public Launch prepare() throws IOException {
        var program = new ProgramJar(jar).unpack(state.program(name), state.program("libraries"));
        Path home = Files.createDirectories(state.data(name));
        var command = new ArrayList<>(JavaProgram.command(heap, home, List.of("-Duser.timezone=UTC")));
        command.addAll(List.of("-cp", program.classPath(), program.mainClass()));
        return new Launch(command, environment, home);
    }

    @Override
    public boolean ready() {
        URI uri = URI.create("http://127.0.0.1:" + ports.get(0).port() + readiness);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
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
