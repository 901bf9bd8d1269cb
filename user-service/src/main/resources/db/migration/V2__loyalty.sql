-- One row per account, made with it. The ledger is the truth; this row is what a hold is decided on.
CREATE TABLE points_account (
    user_id uuid   PRIMARY KEY REFERENCES account,
    balance bigint NOT NULL DEFAULT 0,
    held    bigint NOT NULL DEFAULT 0,
    CONSTRAINT balance_never_negative CHECK (balance >= 0),
    CONSTRAINT held_never_negative CHECK (held >= 0)
);

-- What became of an order's points. The row is the natural key of hold, return and settlement, for ever: a repeated
-- command is answered from it, and a return that overtakes its hold leaves it behind so that the hold finds it.
CREATE TABLE order_points (
    order_id uuid   PRIMARY KEY,
    user_id  uuid   NOT NULL,
    status   text   NOT NULL CHECK (status IN ('held', 'refused', 'returned', 'settled')),
    points   bigint NOT NULL DEFAULT 0 CHECK (points >= 0),
    awarded  bigint NOT NULL DEFAULT 0 CHECK (awarded >= 0),
    changed_at timestamptz NOT NULL
);

-- Points given by hand, by the giver's idempotency key.
CREATE TABLE points_grant (
    granted_by      uuid        NOT NULL,
    idempotency_key text        NOT NULL,
    user_id         uuid        NOT NULL REFERENCES points_account,
    points          bigint      NOT NULL CHECK (points > 0),
    granted_at      timestamptz NOT NULL,
    PRIMARY KEY (granted_by, idempotency_key)
);

-- Every change of every points account, never updated:
--   balance = granted + awarded + returned - held,  held = held - returned - spent.
CREATE TABLE points_ledger (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id   uuid        NOT NULL REFERENCES points_account,
    kind      text        NOT NULL CHECK (kind IN ('granted', 'awarded', 'held', 'returned', 'spent')),
    points    bigint      NOT NULL CHECK (points > 0),
    order_id  uuid        REFERENCES order_points,
    booked_at timestamptz NOT NULL,
    CONSTRAINT order_unless_granted CHECK ((order_id IS NULL) = (kind = 'granted'))
);

-- Each effect exactly once.
CREATE UNIQUE INDEX points_ledger_effect ON points_ledger (order_id, kind);
CREATE INDEX points_ledger_user ON points_ledger (user_id, id);
