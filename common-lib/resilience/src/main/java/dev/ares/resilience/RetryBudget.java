package dev.ares.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Repeated attempts cost what calls earn, so that callers do not bury somebody who is already in trouble. Starts with all
 * that can be saved. Lock-free.
 */
final class RetryBudget {

    private static final int ATTEMPT = 1000;
    private static final int MOST_SAVED = 10 * ATTEMPT;

    private final AtomicInteger saved = new AtomicInteger(MOST_SAVED);

    /** @param share of an attempt, 0 to 1 */
    void earn(double share) {
        int earned = (int) Math.round(share * ATTEMPT);
        saved.updateAndGet(have -> Math.min(MOST_SAVED, have + earned));
    }

    /** True when there was enough for one attempt, which is spent then. */
    boolean spend() {
        return saved.getAndUpdate(have -> have >= ATTEMPT ? have - ATTEMPT : have) >= ATTEMPT;
    }
}
