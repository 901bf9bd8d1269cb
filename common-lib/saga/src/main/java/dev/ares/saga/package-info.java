/**
 * Long-running work over several services that ends completely done or completely undone. A {@link
 * dev.ares.saga.SagaDefinition} is the table of steps, {@link dev.ares.saga.SagaTransitions} the pure rules, {@link
 * dev.ares.saga.SagaOrchestrator} the door for callers; everything that reaches outside is a port.
 */
@NullMarked
package dev.ares.saga;

import org.jspecify.annotations.NullMarked;
