package dev.ares.local.chaos;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.ares.local.client.Answer;

/**
 * What somebody asks for once an order is accepted. However often it is sent, it is the same request, with the same
 * Idempotency-Key where there is one.
 *
 * @param what for people: {@code cancel}
 * @param call through a gateway
 * @param accepted told of an answer of 2xx
 */
record FollowUp(String what, Function<URI, Answer> call, Consumer<Answer> accepted) {}
