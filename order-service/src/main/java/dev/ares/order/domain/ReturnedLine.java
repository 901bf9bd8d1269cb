package dev.ares.order.domain;

/** So many pieces of an order's line that come back. */
public record ReturnedLine(String sku, int quantity) {}
