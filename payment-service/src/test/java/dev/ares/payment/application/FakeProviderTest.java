package dev.ares.payment.application;

class FakeProviderTest extends PaymentProviderContract {

    private final PaymentProvider provider = new FakeProvider();

    @Override
    protected PaymentProvider provider() {
        return provider;
    }
}
