package dev.ares.order;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.contracts.EventCatalogue;
import dev.ares.contracts.EventCatalogue.Reads;
import dev.ares.messaging.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

/** What this service reads is in the event catalogue, with what makes a repetition harmless. */
class EventCatalogueIT extends RunningService {

    private static final String SERVICE = "order-service";

    @Autowired
    private List<Subscription> subscriptions;

    @Test
    void whatIsReadIsCataloguedAndWhatIsCataloguedIsRead() {
        List<Reads> reads = subscriptions.stream()
                .filter(one -> one.reader().startsWith(SERVICE))
                .map(one -> new Reads(one.reader(), one.topic(), one.types()))
                .toList();

        assertThat(EventCatalogue.differences(SERVICE, reads)).isEmpty();
    }
}
