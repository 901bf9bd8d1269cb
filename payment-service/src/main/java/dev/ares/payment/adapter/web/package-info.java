/** What the provider calls. */
@NullMarked
package dev.ares.payment.adapter.web;

import org.jspecify.annotations.NullMarked;
