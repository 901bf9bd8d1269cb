package dev.ares.inventory.adapter.web;

import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;

record ProductView(String sku, String name, PriceView price, long available) {

    static ProductView of(Offer offer) {
        Product product = offer.product();
        return new ProductView(product.sku().value(), product.name(), PriceView.of(product.price()), offer.available());
    }
}
