/** What the provider calls, and what operators do. */
@NullMarked
package dev.ares.payment.adapter.web;

import org.jspecify.annotations.NullMarked;
