package dev.ares.traffic.limit;

import java.util.Locale;

/** What is given up last comes first. */
public enum Priority {
    /** Probes and payment webhooks: only the ceiling stops them. */
    CRITICAL,
    /** What customers pay by: it may use the whole limit. */
    CHECKOUT,
    /** Everything else: it may use the part of the limit that is not kept free for checkouts. */
    BROWSING;

    /** For metrics: {@code critical}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
