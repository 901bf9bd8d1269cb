-- What a refund did to the points of its order. The row is the natural key of the refund's effect, for ever.
CREATE TABLE points_refund (
    refund_id  uuid        PRIMARY KEY,
    order_id   uuid        NOT NULL REFERENCES order_points,
    -- Money given back, in minor units: the sum of an order's refunds decides how much of its award stays.
    amount     bigint      NOT NULL CHECK (amount >= 0),
    returned   bigint      NOT NULL CHECK (returned >= 0),
    taken_back bigint      NOT NULL CHECK (taken_back >= 0),
    booked_at  timestamptz NOT NULL
);

CREATE INDEX points_refund_order ON points_refund (order_id);

-- Awarded points may have been spent when they are taken back: only so may a balance fall below zero.
ALTER TABLE points_account
    ADD taken_back bigint NOT NULL DEFAULT 0 CHECK (taken_back >= 0),
    DROP CONSTRAINT balance_never_negative,
    ADD CONSTRAINT debt_only_by_taking_back CHECK (balance >= -taken_back);

-- balance = granted + awarded + returned + refunded - held - taken_back
ALTER TABLE points_ledger
    ADD refund_id uuid REFERENCES points_refund,
    DROP CONSTRAINT points_ledger_kind_check,
    ADD CONSTRAINT known_kind
        CHECK (kind IN ('granted', 'awarded', 'held', 'returned', 'spent', 'refunded', 'taken_back')),
    ADD CONSTRAINT refund_where_refunded CHECK ((refund_id IS NOT NULL) = (kind IN ('refunded', 'taken_back')));

-- Each effect exactly once: of an order, and of a refund.
DROP INDEX points_ledger_effect;
CREATE UNIQUE INDEX points_ledger_effect ON points_ledger (order_id, kind) WHERE refund_id IS NULL;
CREATE UNIQUE INDEX points_ledger_refund_effect ON points_ledger (refund_id, kind) WHERE refund_id IS NOT NULL;
