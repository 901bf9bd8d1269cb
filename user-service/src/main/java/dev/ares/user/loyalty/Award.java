package dev.ares.user.loyalty;

import java.util.Currency;

/** How many points an order earns. */
final class Award {

    private Award() {}

    /**
     * One point for each full major unit: 1999 of EUR are 19 points, 1999 of JPY 1999, 1999 of KWD 1.
     *
     * @param netTotal what was paid, in minor units
     * @param currency ISO 4217
     * @throws IllegalArgumentException for an unknown currency or a negative total
     */
    static long of(long netTotal, String currency) {
        if (netTotal < 0) {
            throw new IllegalArgumentException("total: " + netTotal + " (expected: at least 0)");
        }
        long minorUnits = 1;
        // -1 where a currency has no minor unit, such as gold: then the unit itself counts.
        for (int digit = Currency.getInstance(currency).getDefaultFractionDigits(); digit > 0; digit--) {
            minorUnits *= 10;
        }
        return netTotal / minorUnits;
    }
}
