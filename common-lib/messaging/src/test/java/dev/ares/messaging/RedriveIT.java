package dev.ares.messaging;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.StringValue;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.messaging.operator.MessageBrowser;
import dev.ares.messaging.operator.MessageBrowser.Listed;
import dev.ares.messaging.operator.MessageBrowser.Status;
import dev.ares.messaging.operator.Redrive;
import dev.ares.messaging.operator.Redrive.Outcome;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What was given up is listed with its reason, and goes on once the reason is gone. */
@LocalInfrastructure(database = "messaging")
class RedriveIT {

    private static final Set<Status> ALL = EnumSet.allOf(Status.class);

    private final String namespace = "t" + UUID.randomUUID();
    private final KafkaEnd kafka;
    private final Map<String, Object> settings;

    RedriveIT(Infrastructure servers) {
        kafka = new KafkaEnd(servers.kafka());
        settings = Shop.settings(servers, servers.kafka(), namespace);
    }

    @Test
    void aDeadLetterIsAppliedOnceByItsReaderWhenItsReasonIsGone() {
        try (Shop shop = Shop.openEmpty(settings, RefusesWhileClosed.class)) {
            OutgoingMessage note = Shop.note("late");
            shop.write(List.of(note));
            Listed letter = onlyOne(shop, Status.DEAD_LETTER);
            assertThat(letter.reason()).isEqualTo("java.lang.IllegalArgumentException: closed");
            assertThat(letter.reader()).isEqualTo(Shop.READER);
            assertThat(letter.type()).isEqualTo("google.protobuf.StringValue");
            assertThat(letter.headers()).containsEntry("ce_id", note.id().toString());

            assertThat(redrive(shop, letter.id()))
                    .isEqualTo(new Outcome.FailedAgain("java.lang.IllegalArgumentException: closed"));
            assertThat(onlyOne(shop, Status.DEAD_LETTER).attempts()).isEqualTo(2);

            shop.bean(Door.class).open.set(true);
            List<Outcome> twiceAtOnce = Flux.range(0, 2)
                    .flatMap(i -> shop.bean(Redrive.class).redrive(letter.id()))
                    .collectList()
                    .blockOptional(Shop.PATIENCE)
                    .orElseThrow();

            assertThat(twiceAtOnce).containsExactlyInAnyOrder(new Outcome.Applied(), new Outcome.Unknown());
            assertThat(shop.effects()).containsExactly("late");
            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(listed(shop, ALL)).isEmpty());
        }
    }

    @Test
    void aCopyThatWasAppliedMeanwhileIsNotAppliedAgain() {
        try (Shop shop = Shop.openEmpty(settings, RefusesWhileClosed.class)) {
            OutgoingMessage note = Shop.note("twice");
            shop.write(List.of(note));
            Listed letter = onlyOne(shop, Status.DEAD_LETTER);
            shop.bean(Door.class).open.set(true);
            kafka.send(
                    namespace + "." + Shop.TOPIC,
                    note.key(),
                    Map.of("ce_id", note.id().toString(), "ce_type", note.type()),
                    note.payload());
            await().atMost(Shop.PATIENCE).until(() -> shop.effects().equals(List.of("twice")));

            assertThat(redrive(shop, letter.id())).isEqualTo(new Outcome.Applied());
            assertThat(shop.effects()).containsExactly("twice");
        }
    }

    @Test
    void aFaultOfTheInfrastructureIsNoAttemptOfTheLetter() {
        try (Shop shop = Shop.openEmpty(settings, RefusesWhileClosed.class)) {
            shop.write("late");
            Listed letter = onlyOne(shop, Status.DEAD_LETTER);
            shop.bean(Door.class).burning.set(true);

            assertThatThrownBy(() -> redrive(shop, letter.id())).hasMessageContaining("burning");
            assertThat(onlyOne(shop, Status.DEAD_LETTER).attempts()).isEqualTo(1);
        }
    }

    @Test
    void aRecordThatNoDatabaseCouldHoldAsItIsIsKeptAllTheSame() {
        try (Shop shop = Shop.openEmpty(settings)) {
            kafka.send(namespace + "." + Shop.TOPIC, "a\0b", Map.of("odd\0", "c\0d"), new byte[] {0, 1});

            assertThat(onlyOne(shop, Status.DEAD_LETTER).key()).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void aFailedMessageIsSentAgainWithAllItsAttempts() {
        OutgoingMessage large =
                OutgoingMessage.of(Shop.TOPIC, "large", BytesValue.of(ByteString.copyFrom(new byte[3 * 1024 * 1024])));
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write(List.of(large));
            Listed failed = onlyOne(shop, Status.FAILED);
            assertThat(failed.reason()).contains("RecordTooLargeException");

            shop.execute("UPDATE outbox SET payload = '', type = '" + typeOf(StringValue.getDefaultInstance()) + "'");
            assertThat(redrive(shop, failed.id())).isEqualTo(new Outcome.Queued());

            await().atMost(Shop.PATIENCE).until(() -> shop.effects().equals(List.of("")));
            assertThat(redrive(shop, failed.id())).isEqualTo(new Outcome.Unknown());
        }
    }

    @Test
    void pagesWalkTheListOnce() {
        try (Shop shop = Shop.openEmpty(settings, RefusesWhileClosed.class)) {
            shop.write("1", "2", "3", "4", "5");
            // A message that still waits to be sent would leave the list between the two pages.
            await().atMost(Shop.PATIENCE)
                    .until(() -> listed(shop, Set.of(Status.DEAD_LETTER)).size() == 5);
            await().atMost(Shop.PATIENCE)
                    .until(() -> listed(shop, Set.of(Status.PENDING)).isEmpty());
            List<Listed> first = page(shop, null, 2);
            List<Listed> rest = page(shop, first.get(1).position(), 10);

            assertThat(first).hasSize(2);
            assertThat(rest)
                    .hasSize(3)
                    .extracting(Listed::id)
                    .doesNotContainAnyElementsOf(first.stream().map(Listed::id).toList());
        }
    }

    private static String typeOf(StringValue value) {
        return value.getDescriptorForType().getFullName();
    }

    private static Listed onlyOne(Shop shop, Status status) {
        await().atMost(Shop.PATIENCE).until(() -> listed(shop, Set.of(status)).size() == 1);
        return listed(shop, Set.of(status)).get(0);
    }

    private static List<Listed> listed(Shop shop, Set<Status> statuses) {
        return shop.bean(MessageBrowser.class)
                .find(statuses, null, 100)
                .collectList()
                .blockOptional(Shop.PATIENCE)
                .orElseThrow();
    }

    private static List<Listed> page(Shop shop, MessageBrowser.@Nullable Position after, int limit) {
        return shop.bean(MessageBrowser.class)
                .find(ALL, after, limit)
                .collectList()
                .blockOptional(Shop.PATIENCE)
                .orElseThrow();
    }

    private static Outcome redrive(Shop shop, UUID id) {
        return shop.bean(Redrive.class).redrive(id).blockOptional(Shop.PATIENCE).orElseThrow();
    }

    /** Lets notes in while it is open. */
    static final class Door implements Shop.Before {

        final AtomicBoolean open = new AtomicBoolean();
        final AtomicBoolean burning = new AtomicBoolean();

        @Override
        public Mono<Void> apply(List<String> notes) {
            if (burning.get()) {
                return Mono.error(new R2dbcTransientResourceException("burning"));
            }
            return open.get() ? Mono.empty() : Mono.error(new IllegalArgumentException("closed"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RefusesWhileClosed {

        @Bean
        Door door() {
            return new Door();
        }
    }
}
