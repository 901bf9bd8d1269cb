package dev.ares.traffic.balance;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Of two drawn by chance, the one that has less in flight for its weight when it gets the request. Two are enough: drawing one leaves the busiest of n
 * with about log n / log log n more than its share, the better of two with log log n, and a third gains little
 * (M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12(10), 2001). Asking all for the
 * least would send every gateway to the same instance at once, whenever one is new or quick to fail.
 *
 * <p>Both are drawn by weight, and the first drawn answers when it is idle or they are equal: so each gets its share without
 * load, too, and of two a light one is not asked whenever the heavy one has something to do. A slow instance has more in
 * flight and gets less.
 */
public final class LeastInFlight implements Policy {

    private final DoubleSupplier dice;

    /** @param dice at least 0, less than 1, each as likely; safe for use by several threads */
    public LeastInFlight(DoubleSupplier dice) {
        this.dice = dice;
    }

    @Override
    public int choose(List<Candidate> candidates, String key) {
        if (candidates.size() == 1) {
            return 0;
        }
        int first = draw(candidates, -1);
        if (candidates.get(first).isIdle()) {
            return first;
        }
        int second = draw(candidates, first);
        return candidates.get(second).loadWithOneMore() < candidates.get(first).loadWithOneMore() ? second : first;
    }

    /** By weight, among all but one. */
    private int draw(List<Candidate> candidates, int without) {
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            total += i == without ? 0 : candidates.get(i).weight();
        }
        double place = dice.getAsDouble() * total;
        int last = without == 0 ? 1 : 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (i != without) {
                last = i;
                place -= candidates.get(i).weight();
                if (place < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
