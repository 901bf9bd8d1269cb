package dev.ares.order.application;

/** What a customer calls a wish to order: the same key means the same wish. */
public record OrderKey(String userId, String key) {}
