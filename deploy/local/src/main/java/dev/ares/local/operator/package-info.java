/** What waits for a person, over all services, through the operators' API. */
@NullMarked
package dev.ares.local.operator;

import org.jspecify.annotations.NullMarked;
