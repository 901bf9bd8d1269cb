package dev.ares.inventory.adapter.web;

import dev.ares.inventory.domain.Money;

/** @param amount in minor units */
record PriceView(long amount, String currency) {

    static PriceView of(Money price) {
        return new PriceView(price.amount(), price.currency());
    }
}
