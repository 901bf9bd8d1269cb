@NullMarked
package dev.ares.order.adapter.web;

import org.jspecify.annotations.NullMarked;
