package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

/** What stands around those that are measured: Redis and Nacos of the local stack, the stand-ins, and the tokens. */
final class Site implements AutoCloseable {

    private static final Path FOLDER = Path.of("benchmarks", "target", "gateways");

    /** Of a service that answers at once there is one: it shall not be what is measured. */
    private static final List<String> BACKEND_FLAGS = List.of("-Xmx128m", "-XX:+UseSerialGC");

    private final TestStack stack;
    private final FreePorts ports = new FreePorts();
    private final Path folder;
    private final Issuer issuer;
    private final List<String> tokens;
    private final Map<String, Requests> requests = new HashMap<>();
    private final List<Program> programs = new ArrayList<>();
    private final Registrations registrations;
    private final int backend;
    private final int nextBackend;

    /** @param number of tokens */
    Site(int number) throws IOException {
        this.stack = TestStack.join();
        stack.require(TestServer.REDIS);
        stack.require(TestServer.NACOS);
        this.folder = Files.createDirectories(
                FOLDER.resolve(Long.toString(ProcessHandle.current().pid())).toAbsolutePath());
        this.issuer = new Issuer(Clock.systemUTC());
        this.tokens = IntStream.range(0, number)
                .parallel()
                .mapToObj(each -> issuer.token("session-" + each))
                .toList();
        this.registrations = new Registrations(nacos());
        this.backend = ports.next();
        this.nextBackend = ports.next();
        startBackend();
    }

    private void startBackend() throws IOException {
        var command = Program.java(BACKEND_FLAGS);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Backend.class.getName(),
                Integer.toString(backend),
                Integer.toString(nextBackend)));
        start("backend", command, Map.of()).awaitAnswer(nextBackend, Requests.request("/", "none"));
    }

    /** Starts a program that ends with the site. Its output is in a file of its name. */
    Program start(String name, List<String> command, Map<String, String> environment) throws IOException {
        var program = new Program(name, command, environment, folder.resolve(name.replace(' ', '-') + ".log"));
        programs.add(program);
        return program;
    }

    /** Where a program may keep its files, as long as the site stands. */
    Path folder() {
        return folder;
    }

    int nextPort() {
        return ports.next();
    }

    Issuer issuer() {
        return issuer;
    }

    /** GETs of the path with all tokens in turns, which are of customers who are all different. */
    Requests requests(String path) {
        return requests.computeIfAbsent(path, first -> new Requests(path, tokens));
    }

    /** Port of the service. */
    int backend() {
        return backend;
    }

    /** Another port of the same process, for another version of the service. */
    int nextBackend() {
        return nextBackend;
    }

    int redis() {
        return stack.description().redis();
    }

    Nacos nacos() {
        return new Nacos(
                "127.0.0.1:" + stack.description().nacos(),
                "benchmark-" + ProcessHandle.current().pid());
    }

    /** What is in its registry for as long as the site stands. */
    Registrations registrations() {
        return registrations;
    }

    /** The process of Redis, which does a part of what a limiter costs. */
    ProcessHandle redisProcess() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis())) {
            socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return ProcessHandle.of(processId(socket.getInputStream())).orElseThrow();
        }
    }

    private static long processId(InputStream answer) throws IOException {
        return new String(answer.readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                .findFirst()
                .orElseThrow(() -> new IOException("Redis did not say which process it is"));
    }

    @Override
    public void close() {
        registrations.close();
        programs.forEach(Program::close);
        issuer.close();
    }
}
