package dev.ares.resilience;

import java.util.concurrent.atomic.AtomicInteger;

import dev.ares.settings.Ranges;

/**
 * Repeated attempts cost what calls earn, so that callers do not bury somebody who is already in trouble. Starts with all
 * that can be saved. Lock-free.
 */
public final class RetryBudget {

    private static final int ATTEMPT = 1000;

    private final int mostSaved;
    private final AtomicInteger saved;

    /** @param attempts that can be saved up, 1 to 1,000,000 */
    public RetryBudget(int attempts) {
        Ranges.require("attempts", attempts, 1, 1_000_000);
        this.mostSaved = attempts * ATTEMPT;
        this.saved = new AtomicInteger(mostSaved);
    }

    /** @param share of an attempt, 0 to 1 */
    public void earn(double share) {
        int earned = (int) Math.round(share * ATTEMPT);
        saved.updateAndGet(have -> Math.min(mostSaved, have + earned));
    }

    /** True when there was enough for one attempt, which is spent then. */
    public boolean spend() {
        return saved.getAndUpdate(have -> have >= ATTEMPT ? have - ATTEMPT : have) >= ATTEMPT;
    }
}
