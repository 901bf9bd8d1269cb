package dev.ares.order;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.contracts.EventCatalogue;
import dev.ares.contracts.EventCatalogue.Reads;
import dev.ares.messaging.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

/** What this service reads is in the event catalogue, with what makes a repetition harmless. */
class EventCatalogueIT extends RunningService {

    private static final String SERVICE = "order-service";

    /** Whoever reads under another name than these is no test, and has to be catalogued whatever the name. */
    private static final Pattern OF_TESTS = Pattern.compile("test(-.*)?");

    @Autowired
    private List<Subscription> subscriptions;

    @Test
    void whatIsReadIsCataloguedAndWhatIsCataloguedIsRead() {
        List<Reads> reads = subscriptions.stream()
                .filter(one -> !OF_TESTS.matcher(one.reader()).matches())
                .map(one -> new Reads(one.reader(), one.topic(), one.types()))
                .toList();

        assertThat(EventCatalogue.differences(SERVICE, reads)).isEmpty();
    }
}
