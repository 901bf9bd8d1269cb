/** Answers that are sent compressed to callers who want them so. */
@NullMarked
package dev.ares.gateway.compression;

import org.jspecify.annotations.NullMarked;
