package dev.ares.inventory.domain;

/**
 * A return that no correct order sends: of what was not sold to it, or another one under the same refund. Nothing of its
 * batch is applied. One that came before its order's commit is among them, since it has nothing to return yet; it is
 * right when the saga sends it again.
 */
public final class ReturnFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ReturnFault(StockReturn wanted, String found) {
        super("refund %s of order %s: %s".formatted(wanted.refundId(), wanted.orderId(), found));
    }
}
