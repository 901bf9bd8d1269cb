package dev.ares.local.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
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
 * One Kafka broker that is its own controller.
 *
 * @param name part name: a test may run a second broker beside the stack's
 * @param module the built {@code deploy/local/servers/kafka}
 */
public record KafkaServer(String name, StateFolder state, Path module, PortUse port, PortUse controllerPort)
        implements Part {

    private static final short API_VERSIONS = 18;
    private static final int HEAP_MEBIBYTES = 256;

    @Override
    public List<PortUse> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = Files.createDirectories(state.data(name));
        Path settings = data.resolve("server.properties");
        StateFolder.writePrivately(settings, String.join("\n", settings(data.resolve("log"))) + "\n");
        var command = new ArrayList<>(JavaProgram.command(
                HEAP_MEBIBYTES,
                data,
                List.of(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX")));
        command.addAll(List.of(
                "-cp",
                ServerModule.install(module, state.program(name), "kafka"),
                "dev.ares.local.kafka.FormattedKafka",
                settings.toString()));
        return new Launch(command, Map.of(), data);
    }

    /** Asks for the API versions, which the broker answers once it serves requests. */
    @Override
    public boolean ready() {
        try (Socket socket = Loopback.connect(port.port())) {
            int correlation = 7;
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(14)
                            .putInt(10)
                            .putShort(API_VERSIONS)
                            .putShort((short) 0)
                            .putInt(correlation)
                            .putShort((short) -1)
                            .array());
            var answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > 0 && answer.readInt() == correlation;
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<String> settings(Path log) {
        String address = Loopback.ADDRESS + ":" + port.port();
        String controller = Loopback.ADDRESS + ":" + controllerPort.port();
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + controller,
                "controller.listener.names=CONTROLLER",
                "listeners=PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "advertised.listeners=PLAINTEXT://" + address,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + log,
                "num.partitions=4",
                "num.network.threads=2",
                "num.io.threads=4",
                "offsets.topic.num.partitions=4",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "log.cleaner.dedupe.buffer.size=4194304",
                "log.index.size.max.bytes=1048576",
                "group.initial.rebalance.delay.ms=0");
    }
}
