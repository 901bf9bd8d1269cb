package dev.ares.inventory.adapter.web;

import org.jspecify.annotations.Nullable;

import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;

/** @param available null while it is not known */
record ProductView(
        String sku, String name, PriceView price, @Nullable Long available) {

    static ProductView of(Offer offer) {
        Product product = offer.product();
        return new ProductView(product.sku().value(), product.name(), PriceView.of(product.price()), offer.available());
    }
}
