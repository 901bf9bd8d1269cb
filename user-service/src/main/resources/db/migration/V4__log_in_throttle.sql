-- How much guessing is left, by address, by account, and by both: a token bucket each, kept as the moment at which it is
-- full again (GCRA). A row of the past is a full bucket and as good as none. Keys are hashes.
CREATE TABLE login_allowance (
    key     text        PRIMARY KEY,
    full_at timestamptz NOT NULL,
    room    interval    NOT NULL -- how far ahead full_at may be for one more attempt
);

CREATE INDEX login_allowance_full ON login_allowance (full_at);

-- From where an account's owner has proven to come: guesses from elsewhere do not count there.
CREATE TABLE known_address (
    key     text        PRIMARY KEY, -- that of the allowance of this account from this address
    user_id uuid        NOT NULL REFERENCES account,
    seen_at timestamptz NOT NULL
);

CREATE INDEX known_address_user ON known_address (user_id, seen_at);
