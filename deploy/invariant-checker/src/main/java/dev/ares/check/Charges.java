package dev.ares.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the provider says that it took and gave back, in the order of the ids of orders. */
final class Charges {

    private final List<Charge> ascending;

    Charges(Collection<Charge> charges) {
        this.ascending =
                charges.stream().sorted(Comparator.comparing(Charge::orderId)).toList();
    }

    /**
     * One payment at the provider.
     *
     * @param captured what was taken, in minor units; 0 when refused
     * @param refunded what was given back of it
     * @param held whether it is authorised only: the customer cannot use the money, and nobody has it
     */
    record Charge(String id, String orderId, long captured, long refunded, String currency, boolean held) {}

    int size() {
        return ascending.size();
    }

    List<Charge> of(Slice slice) {
        return ascending.subList(before(slice.from(), 0), before(slice.to(), ascending.size()));
    }

    /** How many belong to a lesser id. */
    private int before(@Nullable String orderId, int withoutAny) {
        if (orderId == null) {
            return withoutAny;
        }
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending.get(middle).orderId().compareTo(orderId) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
