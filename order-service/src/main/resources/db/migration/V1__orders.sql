-- An order with its lines in one row: it is written once, by one statement, and its lines never change.
CREATE TABLE orders (
    -- UUID version 7: grows with time, so that a customer's list needs no other key to sort and page by.
    id               uuid        PRIMARY KEY,
    user_id          text        NOT NULL,
    -- The customer's Idempotency-Key, kept as long as the order, and what was asked for under it.
    idempotency_key  text        NOT NULL,
    fingerprint      bytea       NOT NULL,
    status           text        NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'CANCELLED', 'REFUNDED')),
    reason           text,
    -- One element per line, in the order of the request; prices in minor units of the currency.
    skus             text[]      NOT NULL,
    quantities       integer[]   NOT NULL,
    unit_prices      bigint[]    NOT NULL,
    currency         text        NOT NULL,
    -- What is paid: the lines less the redeemed points.
    total            bigint      NOT NULL CHECK (total > 0),
    redeemed_points  bigint      NOT NULL CHECK (redeemed_points >= 0),
    refunded         bigint      NOT NULL DEFAULT 0,
    cancel_requested boolean     NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    UNIQUE (user_id, idempotency_key),
    CHECK (refunded BETWEEN 0 AND total),
    CHECK ((status = 'CANCELLED') = (reason IS NOT NULL)),
    CHECK (cardinality(skus) > 0
        AND cardinality(skus) = cardinality(quantities) AND cardinality(skus) = cardinality(unit_prices))
)
-- Room for the one or two updates of an order to stay on its page and out of the indexes.
WITH (fillfactor = 85);

CREATE INDEX orders_of_user ON orders (user_id, id);
