package dev.ares.web.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.server.GlobalServerInterceptor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.web.Failures;
import dev.ares.web.Problem;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GrpcEdgeTest {

    private static final ServiceTokens TOKENS = new ServiceTokens(new byte[32], "order-service", Clock.systemUTC());
    private static final MethodDescriptor<String, String> ASK = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test.Service/Ask")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final ThreadLocal<String> request = new ThreadLocal<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Failures failures = new Failures(List.of(failure -> {
        failed.add(String.valueOf(request.get()));
        return failure instanceof TimeoutException
                ? Optional.of(Problem.unavailable(Duration.ofSeconds(1)))
                : Optional.empty();
    }));
    private Function<String, Mono<String>> answer = Mono::just;

    /** What gRPC's instrumentation puts into thread-locals while a method is called. */
    private String observed = "";

    private Server server = InProcessServerBuilder.forName("none").build();
    private ManagedChannel channel = InProcessChannelBuilder.forName("none").build();

    @BeforeEach
    void start() throws IOException {
        start(new ServiceTokenGuard(TOKENS));
    }

    private void start(ServiceTokenGuard guard) throws IOException {
        String name = InProcessServerBuilder.generateName();
        GrpcAnswers answers = new GrpcAnswers(failures);
        ServerServiceDefinition service = ServerServiceDefinition.builder("test.Service")
                .addMethod(ASK, ServerCalls.asyncUnaryCall((question, caller) -> {
                    request.set(observed);
                    answers.send(Mono.defer(() -> answer.apply(question)), caller);
                    request.remove();
                }))
                .build();
        server = InProcessServerBuilder.forName(name)
                .addService(ServerInterceptors.intercept(service, guard))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void ourServicesAreAnswered() {
        assertThat(ask()).isEqualTo("question");
    }

    @Test
    void othersAreNot() {
        assertThatThrownBy(() -> ask(channel))
                .isInstanceOf(StatusRuntimeException.class)
                .satisfies(refused ->
                        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    /** A service that lost its secret, or that is no web application, must not be open for it. */
    @Test
    void withoutASecretNobodyIsAnswered() throws IOException {
        stop();
        var guard = new AtomicReference<ServiceTokenGuard>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GrpcServerEdgeAutoConfiguration.class))
                .run(context -> {
                    assertThat(context.getBeanNamesForAnnotation(GlobalServerInterceptor.class))
                            .containsExactly("serviceTokenGuard");
                    guard.set(context.getBean(ServiceTokenGuard.class));
                });
        start(guard.get());

        assertThatThrownBy(this::ask).hasMessageStartingWith("UNAUTHENTICATED");
        assertThatThrownBy(() -> ask(channel)).hasMessageStartingWith("UNAUTHENTICATED");
    }

    @Test
    void failuresBecomeStatusAsTheyBecomeProblems() {
        assertStatus(Problem.badRequest("sku", "known"), Status.Code.INVALID_ARGUMENT, "sku (expected: known)");
        assertStatus(Problem.notFound(), Status.Code.NOT_FOUND, "There is nothing here for this caller.");
        assertStatus(new TimeoutException("db.internal"), Status.Code.UNAVAILABLE, "Unavailable for a moment.");
        assertStatus(
                new IllegalStateException("db.internal"),
                Status.Code.INTERNAL,
                "Something failed on our side; it is recorded under the trace id.");
    }

    /** As the log line of a failure does, for the trace id. */
    @Test
    void aFailureOnAnotherThreadFindsTheThreadLocalsOfTheCall() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("request", request);
        try {
            answer = question ->
                    Mono.<String>error(new TimeoutException("db.internal")).subscribeOn(Schedulers.parallel());
            observed = "r-1";

            assertThatThrownBy(this::ask).hasMessageStartingWith("UNAVAILABLE");
            assertThat(failed).containsExactly("r-1");
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("request");
        }
    }

    @Test
    void noAnswerIsNotFound() {
        answer = question -> Mono.empty();

        assertThatThrownBy(this::ask).hasMessageStartingWith("NOT_FOUND");
    }

    private void assertStatus(Throwable failure, Status.Code code, String description) {
        answer = question -> Mono.error(failure);

        assertThatThrownBy(this::ask).satisfies(refused -> {
            assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(code);
            assertThat(Status.fromThrowable(refused).getDescription()).isEqualTo(description);
        });
    }

    private String ask() {
        return ask(ClientInterceptors.intercept(channel, new ServiceTokenSender(TOKENS)));
    }

    private static String ask(Channel channel) {
        return ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "question");
    }

    private static final class Text implements Marshaller<String> {

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
