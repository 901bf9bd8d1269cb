package dev.ares.inventory.domain;

/** A product as it is shown: with what is available of it. */
public record Offer(Product product, long available) {}
