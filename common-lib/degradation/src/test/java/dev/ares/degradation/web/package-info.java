@NullMarked
package dev.ares.degradation.web;

import org.jspecify.annotations.NullMarked;
