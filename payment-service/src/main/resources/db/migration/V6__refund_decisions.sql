-- Refunds that an operator ended, because the provider turns them away in words that say nothing. Never removed: it is about
-- money.
CREATE TABLE refund_decision (
    refund     uuid PRIMARY KEY REFERENCES refund (id),
    decided_by text        NOT NULL,
    note       text        NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now()
);
