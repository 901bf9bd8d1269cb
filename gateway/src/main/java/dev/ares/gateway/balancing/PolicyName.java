package dev.ares.gateway.balancing;

/** The policies as settings name them. */
enum PolicyName {
    /** Each instance in turn, whatever its weight. */
    ROUND_ROBIN,
    /** Each in turn, as often as its weight says. */
    WEIGHTED,
    /** Of two drawn by weight, the one with less in flight. */
    LEAST_IN_FLIGHT,
    /** The same key to the same instance, while that one is not overloaded. */
    CONSISTENT_HASH
}
