/** The shop as processes of this machine: which there are, with what settings, in what order they start. */
@NullMarked
package dev.ares.local.shop;

import org.jspecify.annotations.NullMarked;
