/** The REST API. */
@NullMarked
package dev.ares.inventory.adapter.web;

import org.jspecify.annotations.NullMarked;
