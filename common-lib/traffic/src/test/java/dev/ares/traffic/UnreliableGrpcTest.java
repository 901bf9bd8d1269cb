package dev.ares.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.faults.FaultKind;
import dev.ares.faults.InjectedFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a caller sees of each fault, and what arrives at the other end. */
class UnreliableGrpcTest {

    private static final Duration DELAY = Duration.ofMillis(200);

    /** Seconds that nobody waits unless the machine stands still. */
    private static final int PATIENCE = 20;

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Deque<InjectedFault> faults = new ConcurrentLinkedDeque<>();
    private Server server;
    private ManagedChannel connection;
    private Channel channel;

    @BeforeEach
    void connect() throws IOException {
        server = TextServer.start(0, this::echo);
        connection = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        channel = ClientInterceptors.intercept(connection, new UnreliableGrpc((hop, names) -> faults.poll()));
        // Past the faults: to connect takes longer than a short deadline allows.
        assertThat(ClientCalls.blockingUnaryCall(connection, TextServer.CALL, within(PATIENCE), "warm"))
                .isEqualTo("warm");
        arrived.clear();
    }

    @AfterEach
    void disconnect() {
        connection.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void withoutAFaultACallPasses() {
        assertThat(call("a")).isEqualTo("a");
    }

    @Test
    void aDelayedCallIsAnsweredLater() {
        faults.add(fault(FaultKind.DELAY, true));
        long began = System.nanoTime();

        assertThat(call("a")).isEqualTo("a");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void aRefusedCallDoesNotArrive() {
        faults.add(fault(FaultKind.ERROR, true));

        fails("a", PATIENCE, Status.Code.UNAVAILABLE);

        assertThat(call("b")).isEqualTo("b");
        assertThat(arrived).containsExactly("b");
    }

    @Test
    void aLostCallDoesNotArriveAndItsCallerHearsOfTheDeadline() {
        faults.add(fault(FaultKind.DROP, false));

        fails("a", 1, Status.Code.DEADLINE_EXCEEDED);

        assertThat(arrived).isEmpty();
    }

    @Test
    void aCallWhoseAnswerIsLostArrivesAndItsCallerHearsOfTheDeadline() {
        faults.add(fault(FaultKind.DROP, true));

        fails("a", 3, Status.Code.DEADLINE_EXCEEDED);

        assertThat(arrived).containsExactly("a");
    }

    @Test
    void aRepeatedCallArrivesTwiceAndIsAnsweredOnce() {
        faults.add(fault(FaultKind.DUPLICATE, true));

        assertThat(call("a")).isEqualTo("a");

        await().untilAsserted(() -> assertThat(arrived).containsExactly("a", "a"));
    }

    @Test
    void aCallThatIsHeldBackLeavesWithTheNextOne() throws ExecutionException, InterruptedException {
        faults.add(new InjectedFault(FaultKind.REORDER, Duration.ofSeconds(20), true));
        Future<String> first = later("a");
        assertThat(arrived).isEmpty();

        assertThat(call("b")).isEqualTo("b");

        assertThat(first.get()).isEqualTo("a");
        assertThat(arrived).containsExactlyInAnyOrder("b", "a");
    }

    private String echo(String text) {
        arrived.add(text);
        return text;
    }

    private static InjectedFault fault(FaultKind kind, boolean arrives) {
        return new InjectedFault(kind, DELAY, arrives);
    }

    private void fails(String text, int seconds, Status.Code code) {
        assertThatThrownBy(() -> call(text, seconds))
                .isInstanceOf(StatusRuntimeException.class)
                .extracting(failure -> Status.fromThrowable(failure).getCode())
                .isEqualTo(code);
    }

    private String call(String text) {
        return call(text, PATIENCE);
    }

    private String call(String text, int seconds) {
        return ClientCalls.blockingUnaryCall(channel, TextServer.CALL, within(seconds), text);
    }

    private ListenableFuture<String> later(String text) {
        return ClientCalls.futureUnaryCall(channel.newCall(TextServer.CALL, within(30)), text);
    }

    private static CallOptions within(int seconds) {
        return CallOptions.DEFAULT.withDeadlineAfter(seconds, TimeUnit.SECONDS);
    }
}
