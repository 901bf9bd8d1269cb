/** Both sagas, the real use cases between them, and stores in memory: thousands of interleavings in seconds. */
@NullMarked
package dev.ares.order.interleaving;

import org.jspecify.annotations.NullMarked;
