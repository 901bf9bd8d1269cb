package dev.ares.check;

/** The invariants; the first six by the numbers of the design. */
public enum Rule {
    STOCK(1, "stock adds up: available + reserved + sold = stocked, and each is what orders say"),
    PAYMENT(2, "at most one charge an order; kept = total less refunds of a confirmed one, nothing of a cancelled one"),
    POINTS(
            3,
            "points add up: balance = awarded + granted + given back - spent - taken back, each as orders and refunds say"),
    ENDED(4, "every order, refund and saga has ended"),
    DELIVERED(5, "no message waits"),
    ONCE(6, "each effect is there exactly once"),
    CANCELLED(7, "what a customer cancelled is cancelled or given back, but for what the provider refused to give"),
    AMOUNTS(8, "an order costs what its lines cost, and a refund gives back what its own lines cost, as it was paid");

    private final int number;
    private final String meaning;

    Rule(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }
}
