package dev.ares.local.chaos;

import java.util.Set;

/**
 * How a run stands.
 *
 * @param underWay faults that are not over, or that a part has not recovered from
 */
public record Standing(long placed, long accepted, Set<String> underWay) {}
