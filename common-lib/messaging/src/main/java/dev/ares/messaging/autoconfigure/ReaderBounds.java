package dev.ares.messaging.autoconfigure;

import java.util.function.Supplier;

import dev.ares.messaging.inflight.InFlightBounds;

/** The bounds of readers that are in force. */
@FunctionalInterface
interface ReaderBounds extends Supplier<InFlightBounds> {}
