package dev.ares.payment.application;

class InMemoryWebhooksTest implements WebhooksContract {

    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryWebhooks webhooks = new InMemoryWebhooks(payments);

    @Override
    public Webhooks webhooks() {
        return webhooks;
    }

    @Override
    public Payments payments() {
        return payments;
    }

    @Override
    public String note(String id) {
        return webhooks.notes.getOrDefault(id, "");
    }
}
