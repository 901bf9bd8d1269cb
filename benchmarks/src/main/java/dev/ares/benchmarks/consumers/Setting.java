package dev.ares.benchmarks.consumers;

import java.util.List;
import java.util.Map;

/**
 * How much a payment-service takes on at a time.
 *
 * @param environment what it is started with, beside the service's defaults
 */
record Setting(String name, Map<String, String> environment) {

    /** The first is what the others are compared with. */
    static List<Setting> all() {
        return List.of(new Setting("adaptive", Map.of()), fixed(1), fixed(8), fixed(64));
    }

    /** Records of a turn and calls at the provider alike. */
    private static Setting fixed(int inFlight) {
        String all = Integer.toString(inFlight);
        return new Setting(
                "fixed " + inFlight,
                Map.of(
                        "ARES_MESSAGING_INFLIGHT_MIN", all,
                        "ARES_MESSAGING_INFLIGHT_MAX", all,
                        "ARES_PAYMENT_INFLIGHT_MIN", all,
                        "ARES_PAYMENT_INFLIGHT_MAX", all));
    }
}
