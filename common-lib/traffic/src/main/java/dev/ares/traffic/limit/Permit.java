package dev.ares.traffic.limit;

/** A request's place among those in flight. It must be given back, once; whatever is said after that does nothing. */
public sealed interface Permit permits AdaptiveLimiter.Place {

    /** The request was answered: the time that it took counts. */
    void answered();

    /** It ended without an answer that says how loaded we are: a refusal, a caller that gave up. */
    void dropped();
}
