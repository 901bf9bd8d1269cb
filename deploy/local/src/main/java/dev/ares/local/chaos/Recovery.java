package dev.ares.local.chaos;

import java.time.Duration;

/**
 * A fault that is over.
 *
 * @param took from the fault until the part was ready again
 */
record Recovery(Fault fault, Duration took) {}
