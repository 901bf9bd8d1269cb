/**
 * What the service does: one class per use case, and the ports that they need, named by role.
 *
 * <ul>
 *   <li>Taking: RecordIntents, TakePayments, FindPayment.
 *   <li>Giving back: RecordRefunds, GiveRefunds.
 *   <li>Both: LeasedWork with WorkLimits asks, Outcomes and RecordOutcomes keep what was said.
 *   <li>Webhooks: ReceiveWebhook, ApplyWebhooks, PaymentHints, RefundHints, HeardOutcomes, WebhookHint.
 *   <li>People: RedriveParked, DeclareNotTaken, DeclareNotGiven.
 *   <li>Ports: PaymentProvider, Payments, Refunds, Leases, Webhooks, Contradictions, Decisions, Unresolved, Replies,
 *       RefundReplies, Transaction.
 * </ul>
 */
@NullMarked
package dev.ares.payment.application;

import org.jspecify.annotations.NullMarked;
