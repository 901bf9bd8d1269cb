package dev.ares.local.chaos;

import java.time.Duration;

/**
 * A fault that is over.
 *
 * @param took from the fault until the part was ready again
 * @param spoiled how many calls a switch spoiled; 0 for what happens to a process
 */
record Recovery(Fault fault, Duration took, long spoiled) {}
