package dev.ares.order.domain;

/**
 * An amount of one currency.
 *
 * @param amount in minor units: 1999 is 19.99 EUR, 1999 JPY is 1999 yen
 * @param currency ISO 4217, upper case
 */
public record Money(long amount, String currency) {

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** @throws IllegalArgumentException when the currencies differ */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currency: " + other.currency + " (expected: " + currency + ")");
        }
        return new Money(Math.addExact(amount, other.amount), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(amount, factor), currency);
    }

    /** What is left to pay after this many points: a point is worth one minor unit. */
    public Money lessPoints(long points) {
        return new Money(Math.subtractExact(amount, points), currency);
    }
}
