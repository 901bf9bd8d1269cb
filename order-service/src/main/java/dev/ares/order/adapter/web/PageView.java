package dev.ares.order.adapter.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** @param next the cursor of the next page; null on the last one */
record PageView<T>(List<T> items, @Nullable String next) {}
