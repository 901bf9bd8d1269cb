package dev.ares.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the running shop: its methods may take a {@link RunningShop} parameter. All such tests of a run share one shop,
 * and each of them ends with the invariant checker, whatever the test itself asserts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ShopExtension.class)
@interface ShopTest {}
