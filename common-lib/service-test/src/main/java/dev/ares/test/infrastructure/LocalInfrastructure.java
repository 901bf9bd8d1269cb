package dev.ares.test.infrastructure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import dev.ares.local.teststack.TestServer;

/**
 * Gives a test class real servers. Spring contexts of the class get the environment of a service as properties; methods and
 * constructors may take an {@link Infrastructure} parameter.
 *
 * <p>Classes of one JVM whose annotations are equal share an {@link Infrastructure}, and with it their Spring context.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalInfrastructureExtension.class)
public @interface LocalInfrastructure {

    /** Stem of the database's name: the database itself is fresh and has a name and a role of its own. */
    String database() default "test";

    /** What to wait for before the first test. Properties of servers that are not named point to a closed port. */
    TestServer[] servers() default {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA};

    /** Whether the class gets an {@link Infrastructure}, and a Spring context, that no other class sees. */
    boolean isolated() default false;
}
