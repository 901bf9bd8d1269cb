-- The local message table. A ring of eight partitions, each for six hours: a message goes into the partition of its
-- time, so that old partitions hold processed messages only and are emptied with TRUNCATE, which costs the same
-- whatever they hold and touches nothing that is in use.
CREATE TABLE outbox (
    slot            smallint    NOT NULL DEFAULT (extract(epoch FROM now())::bigint / 21600 % 8),
    id              uuid        NOT NULL,
    topic           text        NOT NULL,
    key             text        NOT NULL,
    type            text        NOT NULL,
    headers         jsonb       NOT NULL,
    payload         bytea       NOT NULL,
    status          text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processed', 'failed')),
    -- Attempts that failed for a reason that lies in the message; the broker's own faults are not counted.
    retry_count     integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    -- Until then the message belongs to the process that took it, by the clock of this database.
    leased_until    timestamptz NOT NULL,
    last_error      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (slot, id)
) PARTITION BY LIST (slot);

CREATE TABLE outbox_0 PARTITION OF outbox FOR VALUES IN (0);
CREATE TABLE outbox_1 PARTITION OF outbox FOR VALUES IN (1);
CREATE TABLE outbox_2 PARTITION OF outbox FOR VALUES IN (2);
CREATE TABLE outbox_3 PARTITION OF outbox FOR VALUES IN (3);
CREATE TABLE outbox_4 PARTITION OF outbox FOR VALUES IN (4);
CREATE TABLE outbox_5 PARTITION OF outbox FOR VALUES IN (5);
CREATE TABLE outbox_6 PARTITION OF outbox FOR VALUES IN (6);
CREATE TABLE outbox_7 PARTITION OF outbox FOR VALUES IN (7);

-- For the poller and for "does anything unprocessed stand here": holds only what is not processed, so it stays small.
CREATE INDEX outbox_unprocessed ON outbox (leased_until) WHERE status <> 'processed';

-- What was applied, written in the transaction of the effect.
CREATE TABLE inbox (
    message_id  uuid        NOT NULL,
    reader      text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, reader)
);

-- Rows arrive in the order of their time: a few pages of index tell where the old ones are.
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);
