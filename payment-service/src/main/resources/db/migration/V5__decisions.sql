-- Payments that an operator ended, because nobody else could tell what became of them. Never removed: it is about money.
CREATE TABLE decision (
    payment    uuid PRIMARY KEY REFERENCES payment (id),
    decided_by text        NOT NULL,
    note       text        NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now()
);
