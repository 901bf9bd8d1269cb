package dev.ares.traffic.balance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One instance as it is seen from here: what is in flight, for how long it is known, and whether it is left alone because it
 * does not answer. Times are nanoseconds from any origin, the same for all. Safe for use by several threads.
 */
public final class Member {

    private final String id;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private volatile long since;
    private volatile boolean grown;
    private volatile boolean out;

    private Member(String id, long since, boolean grown) {
        this.id = id;
        this.since = since;
        this.grown = grown;
    }

    /** One that was there when we came, so that nothing says that it is new. */
    static Member known(String id, long now) {
        return new Member(id, now, true);
    }

    /** One that came later. */
    static Member fresh(String id, long now) {
        return new Member(id, now, false);
    }

    public String id() {
        return id;
    }

    /**
     * As a policy sees it at this moment.
     *
     * @param weight its full one; above 0
     * @param slowStart how long it takes a new one to get all of it; 0: no time
     */
    public Candidate candidate(double weight, long now, Duration slowStart) {
        double part = grown ? 1 : SlowStart.part(now - since, slowStart);
        return new Candidate(id, weight * part, inFlight.get());
    }

    /** A request was sent to it. Each is followed by one {@link #ended}. */
    public void begun() {
        inFlight.incrementAndGet();
    }

    /** A request was answered to its end, or given up. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /** Whether it is left alone. */
    public boolean isOut() {
        return out;
    }

    /** It answered, whatever it said. Who is out stays so: this may be the answer to an earlier request. */
    public void answered() {
        if (unansweredInARow.get() != 0) {
            unansweredInARow.set(0);
        }
    }

    /**
     * It did not take a connection: nobody is there, so one such request is enough.
     *
     * @return true when it is out from now on; false when it was already
     */
    public boolean refused() {
        return leave();
    }

    /**
     * It took a request and did not answer it, which may be the request's fault: so many in a row are enough.
     *
     * @return true when it is out from now on
     */
    public boolean unanswered(int enough) {
        return unansweredInARow.incrementAndGet() >= enough && leave();
    }

    private synchronized boolean leave() {
        boolean first = !out;
        out = true;
        return first;
    }

    /** It is there again, as a new one: most often it was started anew. */
    public synchronized void back(long now) {
        unansweredInARow.set(0);
        since = now;
        grown = false;
        out = false;
    }
}
