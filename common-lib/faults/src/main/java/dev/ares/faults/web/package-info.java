/** Fault switches for admins. */
@NullMarked
package dev.ares.faults.web;

import org.jspecify.annotations.NullMarked;
