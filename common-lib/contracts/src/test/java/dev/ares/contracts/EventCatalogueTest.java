package dev.ares.contracts;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.ares.contracts.EventCatalogue.Entry;
import dev.ares.contracts.EventCatalogue.Reads;
import dev.ares.contracts.catalogue.v1.Reader;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue is whole, and docs/events.md says what it says. */
class EventCatalogueTest {

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
