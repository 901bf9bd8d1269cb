package dev.ares.observability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that this type or method blocks its thread on purpose, and that the thread is one that may block: never an
 * event loop. Main code may call {@code block()} only inside such a boundary; the architecture rules hold it to that.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface BlockingBoundary {

    /** Why blocking is right here, and which thread bears it. */
    String value();
}
