package dev.ares.inventory.domain;

import java.util.Currency;

/** A price: an amount in minor units of an ISO 4217 currency that has them, from 1 to {@link #MAX_AMOUNT}. */
public record Money(long amount, String currency) {

    /** Bounds the total of the largest order so that it stays exact wherever numbers are doubles. */
    public static final long MAX_AMOUNT = 9_999_999_999L;

    public Money {
        if (!isValidAmount(amount)) {
            throw new IllegalArgumentException("amount: %d (expected: 1 to %d)".formatted(amount, MAX_AMOUNT));
        }
        if (!isValidCurrency(currency)) {
            throw new IllegalArgumentException("currency: %s (expected: an ISO 4217 code)".formatted(currency));
        }
    }

    public static boolean isValidAmount(long amount) {
        return amount >= 1 && amount <= MAX_AMOUNT;
    }

    /** Pseudo currencies, such as gold and "no currency", have no minor unit and are not valid. */
    public static boolean isValidCurrency(String currency) {
        try {
            return Currency.getInstance(currency).getDefaultFractionDigits() >= 0;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
