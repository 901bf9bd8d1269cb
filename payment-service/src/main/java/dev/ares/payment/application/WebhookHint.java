package dev.ares.payment.application;

/**
 * That something happened to a payment at the provider. Nothing more is taken from a webhook.
 *
 * @param id the provider's id of the event, the same in every delivery
 * @param reference the payment, empty when the event is about something else
 */
public record WebhookHint(String id, String type, String reference) {}
