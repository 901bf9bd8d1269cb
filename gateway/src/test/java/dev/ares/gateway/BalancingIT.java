package dev.ares.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several instances of a service on a real Nacos: who answers, and what customers notice when one is killed. */
class BalancingIT extends RunningGateway {

    private static final String DOCUMENT = "ares.gateway.balancing";
    private static final String SERVICE = "payment-service";
    private static final String PATH = "/api/webhooks/stripe";
    /** Two are promised, which PushesIT holds; a machine may stall. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    @Qualifier("balancingSettings")
    private LiveSettings<?> settings;

    private static ConfigService nacos;
    private static Backend light;
    private static Backend heavy;

    @BeforeAll
    static void startBoth() throws NacosException {
        nacos = NacosFactory.createConfigService(REGISTRY);
        light = Backend.start(SERVICE, REGISTRY, Map.of(), 1);
        heavy = Backend.start(SERVICE, REGISTRY, Map.of(), 3);
    }

    @AfterAll
    static void stopBoth() throws NacosException {
        nacos.shutDown();
        light.close();
        heavy.close();
    }

    @AfterEach
    void withdraw() throws NacosException {
        change(() -> nacos.removeConfig(DOCUMENT, "gateway"));
    }

    @Test
    void aRouteGoesByThePolicyThatIsPushed() throws NacosException {
        awaitInstances(2);
        push("{ slow-start: 0s, routes: { payment-service: { policy: round-robin } } }");
        assertThat(shares(40)).isEqualTo(Map.of(light.port(), 20L, heavy.port(), 20L));

        push("{ slow-start: 0s, routes: { payment-service: { policy: weighted } } }");
        assertThat(shares(40)).isEqualTo(Map.of(light.port(), 10L, heavy.port(), 30L));

        push("{ slow-start: 0s, routes: { payment-service: { policy: consistent-hash } } }");
        List<Integer> once = byUser(30);
        assertThat(once).contains(light.port(), heavy.port());
        assertThat(byUser(30)).isEqualTo(once);

        double refused = refusedPushes();
        publish("{ routes: { payment-service: { policy: fastest } } }");
        await().atMost(Duration.ofSeconds(5)).until(() -> refusedPushes() == refused + 1);
        assertThat(byUser(30)).isEqualTo(once);
    }

    @Test
    void aKilledInstanceCostsNoCustomerAQuestionAndGetsNothingAfterASecond() throws Exception {
        push("{ slow-start: 0s, others: { policy: round-robin } }");
        try (Doomed doomed = Doomed.start(SERVICE, REGISTRY);
                var customers = new Customers(this::ask)) {
            awaitInstances(3);
            await().atMost(Duration.ofSeconds(10)).until(() -> doomed.requests() > 20);

            double before = ejections("refused");
            doomed.kill();
            customers.goOn(Duration.ofSeconds(1));
            doomed.startAgain(Doomed.Manner.LOOKS_DEAD);
            customers.goOn(Duration.ofMillis(1500));

            assertThat(doomed.requests()).isZero();
            assertThat(registry.selectInstances(SERVICE, true)).hasSize(3);
            assertThat(ejections("refused")).isGreaterThan(before);

            doomed.become(Doomed.Manner.ANSWERS);
            await().atMost(Duration.ofSeconds(10)).until(() -> doomed.requests() > 0);
            assertThat(customers.unhappy()).isEmpty();
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerCostsNoCustomerAQuestion() throws NacosException {
        push("{ slow-start: 0s, others: { policy: round-robin } }");
        try (Doomed resetting = Doomed.start(SERVICE, REGISTRY)) {
            awaitInstances(3);
            double before = ejections("lost");
            resetting.become(Doomed.Manner.RESETS);

            assertThat(IntStream.range(0, 20).map(i -> ask("u-" + i).statusCode()))
                    .containsOnly(200);
            assertThat(ejections("lost")).isGreaterThan(before);
        }
    }

    @Test
    void aWriteGoesToAnotherOnlyWhenNothingWasSent() throws NacosException {
        push("{ slow-start: 0s, others: { policy: round-robin }, ejection: { enabled: false } }");
        try (Doomed doomed = Doomed.start(SERVICE, REGISTRY)) {
            awaitInstances(3);
            doomed.kill();
            assertThat(IntStream.range(0, 6).mapToObj(i -> write()))
                    .allMatch(answer ->
                            answer.statusCode() == 200 && answer.body().endsWith("body: 3\n"));

            doomed.startAgain(Doomed.Manner.RESETS);
            List<Integer> told =
                    IntStream.range(0, 9).mapToObj(i -> write().statusCode()).toList();
            assertThat(told).containsOnly(200, 503);
            assertThat(told.stream().filter(status -> status == 503)).hasSize(doomed.requests());
        }
    }

    @Test
    void anOrderGoesToAnotherThoughItWasSentAsItHasAKey() throws NacosException {
        push("{ slow-start: 0s, others: { policy: round-robin }, ejection: { enabled: false } }");
        try (Backend alive = Backend.start("order-service", REGISTRY);
                Doomed doomed = Doomed.start("order-service", REGISTRY)) {
            assertThat(alive.port()).isPositive();
            doomed.become(Doomed.Manner.RESETS);
            await().atMost(Duration.ofSeconds(10)).until(() -> order("k").statusCode() == 200 && doomed.requests() > 1);

            assertThat(IntStream.range(0, 9).mapToObj(i -> order("k-" + i)))
                    .allMatch(answer ->
                            answer.statusCode() == 200 && answer.body().endsWith("body: 3\n"));
        }
    }

    @Test
    void soDoesAnOrderWhoseInstanceDiesBeforeAllOfItHasCome() throws Exception {
        push("{ slow-start: 0s, others: { policy: round-robin }, ejection: { enabled: false } }");
        try (Doomed doomed = Doomed.start("order-service", REGISTRY)) {
            doomed.become(Doomed.Manner.RESETS);
            await().atMost(Duration.ofSeconds(10)).until(() -> order("k").statusCode() == 200 && doomed.requests() > 1);

            int before = doomed.requests();
            for (int i = 0; doomed.requests() == before && i < 9; i++) {
                assertThat(orderInTwoParts("p-" + i)).startsWith("HTTP/1.1 200").endsWith("body: 3\n");
            }
            assertThat(doomed.requests()).isGreaterThan(before);
        }
    }

    /** The second part comes when an instance that does not die of it has been reached, within the gateway's two seconds for a body. */
    private String orderInTwoParts(String key) throws IOException {
        int before = orders.requests();
        try (Socket socket = connection()) {
            String head = "POST /api/orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + ISSUER.token("u-1", "customer") + "\r\nIdempotency-Key: " + key + "\r\nContent-Length: 3\r\n\r\n";
            socket.getOutputStream().write((head + "a").getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(2)).until(() -> orders.requests() > before);
            socket.getOutputStream().write("bc".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> order(String key) {
        return send(request("/api/orders", "customer")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("abc")));
    }

    private HttpResponse<String> write() {
        return send(request(PATH).POST(BodyPublishers.ofString("abc")));
    }

    private HttpResponse<String> ask(String user) {
        return send(request(PATH).header("Authorization", "Bearer " + ISSUER.token(user, "customer")));
    }

    private List<Integer> byUser(int users) {
        return IntStream.range(0, users).mapToObj(i -> port(ask("u-" + i))).toList();
    }

    private Map<Integer, Long> shares(int requests) {
        return byUser(requests).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static int port(HttpResponse<String> answer) {
        return List.of(light, heavy).stream()
                .map(Backend::port)
                .filter(port -> answer.body().contains(":" + port + "\n"))
                .findFirst()
                .orElse(0);
    }

    /** All of them have answered the gateway. */
    private void awaitInstances(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> shares(12).size() == count);
    }

    private double ejections(String reason) {
        return metrics.counter("ares.gateway.ejections", "service", SERVICE, "reason", reason)
                .count();
    }

    /** Returns once the gateway goes by it. */
    private void push(String document) throws NacosException {
        change(() -> publish(document));
    }

    private void change(Change change) throws NacosException {
        var told = new CountDownLatch(1);
        settings.onChange(changed -> told.countDown());
        change.make();
        await("the push to be in force").atMost(IN_FORCE).until(() -> told.getCount() == 0);
    }

    private static void publish(String document) throws NacosException {
        assertThat(nacos.publishConfig(DOCUMENT, "gateway", document, "yaml")).isTrue();
    }

    private interface Change {
        void make() throws NacosException;
    }

    private double refusedPushes() {
        return metrics.counter("ares.settings.pushes", "settings", DOCUMENT, "outcome", "refused")
                .count();
    }

    /** Ask all the time, until closed. */
    private static final class Customers implements AutoCloseable {

        /** Answers of which each instance has several when they go round. */
        private static final int ENOUGH = 30;

        private final AtomicBoolean gone = new AtomicBoolean();
        private final ConcurrentLinkedQueue<Integer> unhappy = new ConcurrentLinkedQueue<>();
        private final AtomicInteger answers = new AtomicInteger();
        private final ExecutorService threads = Executors.newFixedThreadPool(3);

        Customers(Function<String, HttpResponse<String>> ask) {
            for (int i = 0; i < 3; i++) {
                String user = "c-" + i;
                threads.execute(() -> {
                    while (!gone.get()) {
                        int status = ask.apply(user).statusCode();
                        if (status != 200) {
                            unhappy.add(status);
                        }
                        answers.incrementAndGet();
                    }
                });
            }
        }

        /** For that time, and longer where the machine stood still and nobody was asked. */
        void goOn(Duration time) {
            int before = answers.get();
            await().pollDelay(time).atMost(time.plusSeconds(20)).until(() -> answers.get() >= before + ENOUGH);
        }

        /** What they were told instead of an answer. */
        List<Integer> unhappy() {
            return List.copyOf(unhappy);
        }

        @Override
        public void close() throws InterruptedException {
            gone.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
