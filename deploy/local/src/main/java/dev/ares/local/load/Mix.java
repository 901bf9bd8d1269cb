package dev.ares.local.load;

import java.util.random.RandomGenerator;

/** Which product an order takes. */
public enum Mix {
    /** Each as often as any other. */
    UNIFORM {
        @Override
        double weight(int rank) {
            return 1;
        }
    },
    /** The n-th product 1/n as often as the first: a few are popular, most are not. */
    ZIPF {
        @Override
        double weight(int rank) {
            return 1.0 / rank;
        }
    },
    /** All orders take the first product. */
    HOT {
        @Override
        double weight(int rank) {
            return rank == 1 ? 1 : 0;
        }
    };

    /** How often the product of this rank, from 1, is taken in relation to the others. */
    abstract double weight(int rank);

    /** Picks indexes from 0 to {@code products - 1}; the same ones again for the same random numbers. */
    Picker among(int products) {
        double[] upTo = new double[products];
        double sum = 0;
        for (int index = 0; index < products; index++) {
            sum += weight(index + 1);
            upTo[index] = sum;
        }
        double total = sum;
        return random -> firstAbove(random.nextDouble(total), upTo);
    }

    private static int firstAbove(double drawn, double[] upTo) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (drawn < upTo[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Draws the next product. */
    @FunctionalInterface
    interface Picker {
        int pick(RandomGenerator random);
    }
}
