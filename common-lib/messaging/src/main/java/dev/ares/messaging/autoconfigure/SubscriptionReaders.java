package dev.ares.messaging.autoconfigure;

import java.util.List;

import dev.ares.messaging.reader.SubscriptionReader;

/** A reader for each {@link dev.ares.messaging.Subscription} of the service. */
record SubscriptionReaders(List<SubscriptionReader> all) {

    SubscriptionReaders {
        all = List.copyOf(all);
    }
}
