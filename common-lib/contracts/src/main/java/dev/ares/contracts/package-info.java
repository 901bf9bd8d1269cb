/** Names that all services share on the wire. The messages themselves are generated from the .proto files. */
@NullMarked
package dev.ares.contracts;

import org.jspecify.annotations.NullMarked;
