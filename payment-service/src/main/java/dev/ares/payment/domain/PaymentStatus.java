package dev.ares.payment.domain;

/** Where a payment stands. Only {@link #CAPTURED} and {@link #REFUSED} are final. */
public enum PaymentStatus {
    /** The intent is recorded; what the provider made of it is not known. */
    PENDING,
    CAPTURED,
    REFUSED,
    /** Unknown for longer than patience lasts. It is still asked after, slowly, and never guessed. */
    PARKED;

    public boolean isFinal() {
        return this == CAPTURED || this == REFUSED;
    }
}
