package dev.ares.payment.domain;

/**
 * A positive amount of one currency.
 *
 * @param amount in minor units
 * @param currency ISO 4217, upper case
 */
public record Money(long amount, String currency) {

    public Money {
        if (amount <= 0) {
            throw new IllegalArgumentException("amount: " + amount + " (expected: > 0)");
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency: " + currency + " (expected: ISO 4217, upper case)");
        }
    }

    @Override
    public String toString() {
        return amount + " " + currency;
    }
}
