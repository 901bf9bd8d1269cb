package dev.ares.traffic.balance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each in turn, as often as its weight says, and those turns spread out: of A with weight 2 and B and C with 1, A B C A and
 * not A A B C. By nginx's smooth weighted round robin (Igor Sysoev, 2012): each time everyone is owed its weight more; who
 * is owed most answers and pays the sum of the weights.
 *
 * <p>Candidates may differ from one request to the next; what each is owed is kept by its id.
 */
public final class SmoothRoundRobin implements Policy {

    /** Of many that come and go, all are forgotten now and then: a round begins anew, which costs fairness of one round. */
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, Double> owed = new HashMap<>();

    @Override
    public synchronized int choose(List<Candidate> candidates, String key) {
        if (owed.size() > MOST_REMEMBERED) {
            owed.clear();
        }
        int chosen = 0;
        double most = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate each = candidates.get(i);
            total += each.weight();
            double now = owed.merge(each.id(), each.weight(), Double::sum);
            if (now > most) {
                most = now;
                chosen = i;
            }
        }
        owed.merge(candidates.get(chosen).id(), -total, Double::sum);
        return chosen;
    }
}
