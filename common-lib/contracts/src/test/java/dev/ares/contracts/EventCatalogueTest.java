package dev.ares.contracts;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ares.contracts.EventCatalogue.Entry;
import dev.ares.contracts.EventCatalogue.Reads;
import dev.ares.contracts.catalogue.v1.Reader;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue is whole, and docs/events.md says what it says. */
class EventCatalogueTest {

    private static final Path PROTOS = Path.of("src/main/proto");

    /** Of messages, and of the catalogue itself. */
    private static final Set<String> PARTS = Set.of("ares/money/v1/money.proto", "ares/catalogue/v1/catalogue.proto");

    private static final Pattern IS_CALLED = Pattern.compile("(?m)^service ");
    private static final Path PAGE = Path.of("../../docs/events.md");

    @Test
    void everyMessageThatIsSentIsCatalogued() {
        assertThat(EventCatalogue.uncatalogued())
                .as("messages without option (ares.catalogue.v1.event)")
                .isEmpty();
    }

    @Test
    void everyEntryIsWhole() {
        Set<String> topics = Set.copyOf(Arrays.stream(Topics.class.getFields())
                .map(EventCatalogueTest::value)
                .toList());
        for (Entry entry : EventCatalogue.entries()) {
            assertThat(topics)
                    .as("topic of %s", entry.type())
                    .contains(entry.event().getTopic());
            assertThat(entry.event().getSender())
                    .as("sender of %s", entry.type())
                    .endsWith("-service");
            assertThat(entry.event().getKey()).as("key of %s", entry.type()).isNotBlank();
            assertThat(entry.event().getRetention())
                    .as("how long the topic keeps %s", entry.type())
                    .isNotBlank();
            assertThat(entry.event().getReadByList())
                    .as("readers of %s", entry.type())
                    .isNotEmpty();
            assertThat(entry.event().getReadByList())
                    .as("what makes the readers of %s idempotent", entry.type())
                    .extracting(Reader::getIdempotentBy)
                    .allSatisfy(how -> assertThat(how).isNotBlank());
        }
    }

    @Test
    void aReaderThatIsNotInTheCatalogueIsNamed() {
        List<Reads> reads = List.of(
                new Reads("payment-service", Topics.PAYMENT_COMMANDS, Set.of("ares.payment.v1.Pay", "another.Type")));

        assertThat(EventCatalogue.differences("payment-service", reads))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).startsWith("payment-service reads another.Type"))
                .anySatisfy(fault -> assertThat(fault).contains("RefundPayment").contains("and does not"));
    }

    /** A name that is not the service's is no way around it. */
    @Test
    void aReaderOfAnotherNameIsNamedToo() {
        List<Reads> reads = List.of(new Reads("audit", Topics.ORDER_EVENTS, Set.of("ares.order.v1.OrderConfirmed")));

        assertThat(EventCatalogue.differences("gateway", reads))
                .singleElement()
                .asString()
                .startsWith(
                        "audit reads ares.order.v1.OrderConfirmed of ares.order.events, and the catalogue does not");
    }

    /** What is no message of its own is a part of messages, or belongs to a service that is called. */
    @Test
    void everyFileOfMessagesIsLookedAt() throws IOException {
        Set<String> known = Arrays.stream(MessageFiles.all())
                .map(file -> file.getFullName())
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(PROTOS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".proto")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(known.contains(
                                            PROTOS.relativize(file).toString())
                                    || PARTS.contains(PROTOS.relativize(file).toString())
                                    || IS_CALLED.matcher(Files.readString(file)).find())
                            .as("%s is in MessageFiles, or defines a service that is called", file)
                            .isTrue());
        }
    }

    @Test
    void thePageIsMadeFromTheContracts() throws IOException {
        String page = EventPage.text(EventCatalogue.byTopic());
        if ("write".equals(System.getProperty("ares.events"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("docs/events.md (expected: as made by mvn verify -pl common-lib/contracts -Dares.events=write)")
                .hasContent(page);
    }

    private static String value(Field constant) {
        try {
            return List.of((String) constant.get(null)).get(0);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
