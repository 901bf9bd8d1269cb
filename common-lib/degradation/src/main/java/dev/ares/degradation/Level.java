package dev.ares.degradation;

/** How much less is done. Each level gives up what the ones before it do, and more. */
public enum Level {
    /** Everything, from where it is true. */
    NORMAL,
    /** L1: the store is slow or away; what can be is answered from a cache. */
    CACHED,
    /** L2: the cache is away too; what can be is answered with what this process last knew. */
    STATIC,
    /** L3: the core is in trouble; what the checkout does not need is off. */
    ESSENTIAL;

    /** 0 to 3, as in metrics, headers and settings. */
    public int number() {
        return ordinal();
    }

    /** Whether this is the level or a deeper one. */
    public boolean reaches(Level level) {
        return compareTo(level) >= 0;
    }
}
