package dev.ares.inventory.domain;

import org.jspecify.annotations.Nullable;

/**
 * A product as it is shown: with what is available of it.
 *
 * @param available null when that is not known
 */
public record Offer(Product product, @Nullable Long available) {}
