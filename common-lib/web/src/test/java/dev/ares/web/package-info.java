@NullMarked
package dev.ares.web;

import org.jspecify.annotations.NullMarked;
