package dev.ares.observability;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the real one, whose module obeys these rules and so must not be needed here. */
@Retention(RetentionPolicy.CLASS)
public @interface BlockingBoundary {
    String value();
}
