-- What a reader of this service could not apply, for operators: they see why, and have it applied again when the reason
-- is gone. The dead-letter topic holds the same records, for other tools.
CREATE TABLE dead_letter (
    id         uuid        NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    reader     text        NOT NULL,
    topic      text        NOT NULL,
    -- Topic, partition and offset: a record that is parked again after a crash in between is the same row.
    position   text        NOT NULL,
    key        text        NOT NULL,
    headers    jsonb       NOT NULL,
    payload    bytea       NOT NULL,
    reason     text        NOT NULL,
    attempts   integer     NOT NULL DEFAULT 1,
    parked_at  timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz,
    UNIQUE (reader, position)
);

CREATE INDEX dead_letter_open ON dead_letter (parked_at, id) WHERE applied_at IS NULL;
