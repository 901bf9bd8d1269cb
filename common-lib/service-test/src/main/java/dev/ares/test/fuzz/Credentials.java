package dev.ares.test.fuzz;

/**
 * Valid access tokens: most bad requests come from someone who may ask.
 *
 * @param customer a token with the role customer
 * @param admin a token with the role admin
 */
public record Credentials(String customer, String admin) {}
