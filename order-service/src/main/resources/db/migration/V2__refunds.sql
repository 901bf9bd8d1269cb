-- What of an order's money and lines is given back. Each refund is a saga of its own, whose id is the refund's.
CREATE TABLE refund (
    id              uuid        PRIMARY KEY,
    order_id        uuid        NOT NULL REFERENCES orders (id),
    -- Its place among the refunds of its order, from 1.
    number          integer     NOT NULL,
    -- Who asked for it under which key, and what for; no key where it comes from the customer's cancel.
    requested_by    text        NOT NULL,
    idempotency_key text,
    fingerprint     bytea       NOT NULL,
    -- SUCCEEDED once the money is given back; REFUSED gave nothing back and does not count.
    status          text        NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'REFUSED')),
    reason          text,
    -- One element per line that comes back.
    skus            text[]      NOT NULL,
    quantities      integer[]   NOT NULL,
    -- Minor units of the order's currency, and redeemed points; together what the lines cost.
    amount          bigint      NOT NULL CHECK (amount >= 0),
    points          bigint      NOT NULL CHECK (points >= 0),
    -- False while the order's checkout is not complete: its completion starts the refund.
    started         boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    UNIQUE (order_id, number),
    UNIQUE (requested_by, idempotency_key),
    CHECK ((status = 'REFUSED') = (reason IS NOT NULL)),
    CHECK (cardinality(skus) > 0 AND cardinality(skus) = cardinality(quantities))
);

-- What a checkout's completion looks for: next to nothing.
CREATE INDEX refund_not_started ON refund (order_id) WHERE NOT started;
