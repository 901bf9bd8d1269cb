package dev.ares.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ServiceChannelsTest {

    private final Registry registry = new Registry();
    private final List<Server> servers = new ArrayList<>();
    private final ServiceChannels channels = new ServiceChannels(
            registry,
            new TrafficSettings(
                    Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(3)));
    private final ManagedChannel channel = channels.open("inventory-service");

    @AfterEach
    void stop() {
        channels.close();
        servers.forEach(Server::shutdownNow);
    }

    @Test
    void spreadsCallsOverAllInstances() throws IOException {
        registry.add(serve("one", 0), serve("two", 0));

        await().untilAsserted(() -> assertThat(answers(20)).containsExactlyInAnyOrder("one", "two"));
    }

    @Test
    void followsInstancesThatComeAndGo() throws IOException {
        Server one = serve("one", 0);
        registry.add(one);
        assertThat(answers(3)).containsExactly("one");

        registry.add(serve("two", 0));
        await().untilAsserted(() -> assertThat(answers(10)).containsExactlyInAnyOrder("one", "two"));

        registry.remove(one);
        await().untilAsserted(() -> assertThat(answers(10)).containsExactly("two"));
    }

    @Test
    void failsAtOnceWithoutAnInstance() {
        assertThatThrownBy(this::call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> assertThat(
                        e.getStatus().getCode())
                .isEqualTo(Status.Code.UNAVAILABLE));
    }

    @Test
    void reachesARestartedInstanceWithoutWaitingForTheConnectionsBackOff() throws Exception {
        Server server = serve("before", 0);
        int port = server.getPort();
        registry.add(server);
        assertThat(call()).isEqualTo("before");

        server.shutdownNow().awaitTermination();
        // Long enough for gRPC to be several attempts into its back-off (1 s, 1.6 s, 2.6 s, 4.1 s ...).
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
        registry.remove(server);
        registry.awaitLooks(2);
        registry.add(serve("after", port));

        await().atMost(Duration.ofMillis(1500)).ignoreExceptions().until(() -> call().equals("after"));
    }

    @Test
    void ignoresInstancesWithoutAGrpcPort() throws IOException {
        registry.instances.add(new DefaultServiceInstance("web", "inventory-service", "127.0.0.1", 1, false));
        registry.add(serve("one", 0));

        assertThat(answers(5)).containsExactly("one");
    }

    private Set<String> answers(int calls) {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            answers.add(call());
        }
        return answers;
    }

    private String call() {
        return ClientCalls.blockingUnaryCall(channel, TextServer.CALL, CallOptions.DEFAULT, "");
    }

    private Server serve(String name, int port) throws IOException {
        Server server = TextServer.start(port, request -> name);
        servers.add(server);
        return server;
    }

    private static final class Registry implements DiscoveryClient {

        private final List<ServiceInstance> instances = new CopyOnWriteArrayList<>();
        private final AtomicInteger looks = new AtomicInteger();

        /** Until what is there now was seen. */
        void awaitLooks(int more) {
            int before = looks.get();
            await().until(() -> looks.get() >= before + more);
        }

        void add(Server... started) {
            for (Server server : started) {
                instances.add(new DefaultServiceInstance(
                        id(server),
                        "inventory-service",
                        "127.0.0.1",
                        1,
                        false,
                        Map.of(ServiceChannels.GRPC_PORT, String.valueOf(server.getPort()))));
            }
        }

        void remove(Server server) {
            instances.removeIf(instance -> id(server).equals(instance.getInstanceId()));
        }

        private static String id(Server server) {
            return "instance-" + System.identityHashCode(server);
        }

        @Override
        public String description() {
            return "instances of this test";
        }

        @Override
        public List<ServiceInstance> getInstances(String service) {
            List<ServiceInstance> seen = List.copyOf(instances);
            looks.incrementAndGet();
            return seen;
        }

        @Override
        public List<String> getServices() {
            return List.of("inventory-service");
        }
    }
}
