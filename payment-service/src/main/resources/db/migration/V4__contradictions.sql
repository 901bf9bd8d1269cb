-- What the provider said against its own word, until an operator has looked. Never removed by age: it is about money.
CREATE TABLE contradiction (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind        text        NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND')),
    -- The payment's or the refund's id.
    subject     uuid        NOT NULL,
    order_id    text        NOT NULL,
    said        text        NOT NULL,
    times       integer     NOT NULL DEFAULT 1,
    first_at    timestamptz NOT NULL DEFAULT now(),
    last_at     timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolved_by text,
    UNIQUE (subject, said)
);

CREATE INDEX contradiction_open ON contradiction (first_at, id) WHERE resolved_at IS NULL;
