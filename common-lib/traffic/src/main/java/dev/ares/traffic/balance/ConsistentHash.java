package dev.ares.traffic.balance;

import java.util.List;

/**
 * The same key goes to the same instance, so that what it remembers of the key is of use. When an instance goes, only its
 * keys move; when one comes, it takes its share and no other key moves.
 *
 * <p>Rendezvous hashing: each instance scores each key by a hash of both, and the highest answers (D. Thaler, C. Ravishankar,
 * "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 6(1), 1998). With weights the score is -weight / ln(hash)
 * (C. Schindelhauer, G. Schomaker, "Weighted Distributed Hash Tables", SPAA 2005); so an instance that grows only wins keys.
 * A ring would need a hundred places for each instance to be as even, and be rebuilt at every change; instances are few.
 *
 * <p>Bounded loads: who has as much in flight as {@code bound} times its share is passed over, and the next highest answers,
 * so that one hot key does not bury one instance (V. Mirrokni, M. Thorup, M. Zadimoghaddam, "Consistent Hashing with Bounded
 * Loads", SODA 2018). All gateways agree, as far as the bound, which each reckons from its own calls, is not met.
 */
public final class ConsistentHash implements Policy {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double STEPS = 1L << 53;

    private final double bound;

    /** @param bound how many times its share of what is in flight an instance may have; at least 1 */
    public ConsistentHash(double bound) {
        if (!(bound >= 1)) {
            throw new IllegalArgumentException("bound: %s (expected: at least 1)".formatted(bound));
        }
        this.bound = bound;
    }

    @Override
    public int choose(List<Candidate> candidates, String key) {
        double weights = 0;
        long inFlight = 1;
        for (Candidate each : candidates) {
            weights += each.weight();
            inFlight += each.inFlight();
        }
        long hash = hash(key);
        // There is always one with room: together they may have more than is in flight.
        int chosen = 0;
        double highest = -1;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate each = candidates.get(i);
            boolean hasRoom = each.inFlight() < Math.ceil(bound * inFlight * each.weight() / weights);
            double score = score(hash, each);
            if (hasRoom && score > highest) {
                highest = score;
                chosen = i;
            }
        }
        return chosen;
    }

    private static double score(long key, Candidate candidate) {
        long both = mixed(key ^ (hash(candidate.id()) * GOLDEN));
        // Above 0, below 1: the middle of one of 2^53 steps.
        double place = ((both >>> 11) + 0.5) / STEPS;
        return -candidate.weight() / Math.log(place);
    }

    /** FNV-1a of 64 bits, then mixed. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mixed(hash);
    }

    /** The end of MurmurHash3: each bit that comes in changes half of those that go out. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
