-- One payment per order, for ever: the natural key of the effect.
CREATE TABLE payment (
    id                 uuid PRIMARY KEY,
    order_id           text        NOT NULL UNIQUE,
    user_id            text        NOT NULL,
    amount             bigint      NOT NULL CHECK (amount > 0),
    currency           text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    method             text        NOT NULL,
    receipt_email      text        NOT NULL,
    idempotency_key    text        NOT NULL UNIQUE,
    status             text        NOT NULL CHECK (status IN ('PENDING', 'CAPTURED', 'REFUSED', 'PARKED')),
    provider_reference text        UNIQUE,
    reason             text        CHECK (reason IN ('PAYMENT_DECLINED', 'PAYMENT_ACTION_REQUIRED')),
    detail             text        NOT NULL,
    -- Refunds under way included.
    refunded           bigint      NOT NULL DEFAULT 0,
    attempts           integer     NOT NULL,
    -- When the provider is asked next; until then, whoever wrote it holds the payment.
    due_at             timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL DEFAULT now(),
    version            bigint      NOT NULL,
    CONSTRAINT refunded_at_most_captured
        CHECK (refunded >= 0 AND refunded <= CASE status WHEN 'CAPTURED' THEN amount ELSE 0 END),
    CONSTRAINT due_until_final CHECK ((due_at IS NULL) = (status IN ('CAPTURED', 'REFUSED'))),
    CONSTRAINT captured_with_reference CHECK ((provider_reference IS NOT NULL) = (status = 'CAPTURED')),
    CONSTRAINT refused_with_reason CHECK ((reason IS NOT NULL) = (status = 'REFUSED'))
);

CREATE INDEX payment_due ON payment (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE refund (
    id         uuid PRIMARY KEY,
    order_id   text        NOT NULL REFERENCES payment (order_id),
    amount     bigint      NOT NULL CHECK (amount > 0),
    currency   text        NOT NULL,
    status     text        NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'REFUSED')),
    detail     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX refund_of_order ON refund (order_id);

-- Hints, by the provider's event id. Never the payload: nothing in it is used.
CREATE TABLE webhook (
    id          text PRIMARY KEY,
    type        text        NOT NULL,
    reference   text        NOT NULL,
    received_at timestamptz NOT NULL,
    due_at      timestamptz,
    attempts    integer     NOT NULL DEFAULT 0,
    handled_at  timestamptz,
    note        text        NOT NULL DEFAULT '',
    CONSTRAINT due_until_handled CHECK ((due_at IS NULL) = (handled_at IS NOT NULL))
);

CREATE INDEX webhook_due ON webhook (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_handled ON webhook (handled_at) WHERE handled_at IS NOT NULL;
