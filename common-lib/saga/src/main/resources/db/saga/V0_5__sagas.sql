-- How far each saga has come. One row a saga, written with an optimistic version.
CREATE TABLE saga_instance (
    id               uuid        PRIMARY KEY,
    saga             text        NOT NULL,
    state            bytea       NOT NULL,
    version          integer     NOT NULL,
    phase            text        NOT NULL CHECK (phase IN
        ('ADVANCING', 'PIVOTING', 'FINISHING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED')),
    undoable         text[]      NOT NULL,
    awaiting         text[]      NOT NULL,
    attempt          integer     NOT NULL,
    -- Before the pivot the deadline, later the next attempt.
    due_at           timestamptz,
    reason           text,
    detail           text,
    cancel_requested text,
    parked           text,
    entries          integer     NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ended_waits_for_nothing CHECK (phase NOT IN ('COMPLETED', 'COMPENSATED') OR due_at IS NULL),
    CONSTRAINT running_is_due_or_parked CHECK
        (phase IN ('COMPLETED', 'COMPENSATED') OR due_at IS NOT NULL OR parked IS NOT NULL)
) WITH (fillfactor = 70);

CREATE INDEX saga_instance_due ON saga_instance (saga, due_at) WHERE due_at IS NOT NULL;

-- What operators list: few rows, whatever the number of ended sagas.
CREATE INDEX saga_instance_unended ON saga_instance (created_at, id) WHERE phase NOT IN ('COMPLETED', 'COMPENSATED');

-- The transition log, which is the timeline.
CREATE TABLE saga_log (
    saga_id uuid        NOT NULL,
    seq     integer     NOT NULL,
    at      timestamptz NOT NULL,
    step    text,
    event   text        NOT NULL,
    detail  text,
    PRIMARY KEY (saga_id, seq)
);
