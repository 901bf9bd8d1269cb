-- What became of a checkout's global transaction: one row an order, for ever. COMMITTED is written within the transaction,
-- and goes with it when it is rolled back; REFUSED is written by whoever knows that nothing may follow. The key lets one win.
CREATE TABLE checkout_decision (
    order_id uuid PRIMARY KEY,
    outcome  text NOT NULL CHECK (outcome IN ('COMMITTED', 'REFUSED')),
    reason   text,
    detail   text,
    CHECK ((outcome = 'REFUSED') = (reason IS NOT NULL))
);
