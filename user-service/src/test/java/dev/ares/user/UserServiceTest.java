package dev.ares.user;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.ares.test.infrastructure.LocalInfrastructure;

/** The whole service on real servers, one for all tests that are marked so; topics of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ares.messaging.namespace=${ARES_TEST_SUFFIX}", "ares.user.passwords.iterations=1"})
@LocalInfrastructure(database = "user")
@Import(TestUsers.class)
public @interface UserServiceTest {}
