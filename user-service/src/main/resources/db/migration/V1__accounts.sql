CREATE TABLE account (
    id            uuid        PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL,
    roles         text[]      NOT NULL,
    password_hash text        NOT NULL,
    created_at    timestamptz NOT NULL,
    CONSTRAINT known_roles CHECK (roles <@ ARRAY['customer', 'operator', 'admin'] AND roles @> ARRAY['customer'])
);

-- An address belongs to one account, however it is written. Addresses are ASCII, so lower() means the same anywhere.
CREATE UNIQUE INDEX account_email ON account (lower(email));

-- A log-in, renewed by refresh tokens. A token names its session, so a right session with a wrong secret is an old
-- token used again: the row is deleted, and every token of the family is void.
CREATE TABLE login_session (
    id           uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES account,
    secret_hash  bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);

CREATE INDEX login_session_user ON login_session (user_id, refreshed_at);
