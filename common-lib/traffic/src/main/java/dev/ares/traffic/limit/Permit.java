package dev.ares.traffic.limit;

/** A request's place among those in flight. It must be given back, once; whatever is said after that does nothing. */
public sealed interface Permit permits AdaptiveLimiter.Place {

    /**
     * Its caller has begun to send a body: until {@link #sent} the request is not in flight, since it keeps nobody busy.
     * How many may be on their way like this is for somebody else to limit.
     */
    void sending();

    /**
     * All of it is there: it is in flight again, and needs no room for it, since it was let in. So there may be more in flight
     * than the limit says, by as many as may be on their way.
     */
    void sent();

    /** The request was answered: the time that it took counts. */
    void answered();

    /**
     * The request was answered: the time counts that it took from this moment on, when all of it was there. How long a
     * caller takes to send it says nothing of us.
     *
     * @param nanos by the limiter's clock; a moment before the place was given is that of the place, and one that has not
     *     come is now
     */
    void answered(long nanos);

    /** It ended without an answer that says how loaded we are: a refusal, a caller that gave up. */
    void dropped();
}
