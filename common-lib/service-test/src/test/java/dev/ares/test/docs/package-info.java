@NullMarked
package dev.ares.test.docs;

import org.jspecify.annotations.NullMarked;
