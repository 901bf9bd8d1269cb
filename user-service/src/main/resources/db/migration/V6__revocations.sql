-- Access tokens name the version that the account had; those with a lower one than is asked for are refused.
ALTER TABLE account ADD token_version bigint NOT NULL DEFAULT 0;

-- Which access tokens are called back: those of a session, under 's:' and its name in them, or those of a user under 'u:'
-- and his id whose version is below the least. Written with what ends the session or changes the account; told to all who
-- verify tokens; cleared once those tokens have expired.
CREATE TABLE revocation (
    key        text        PRIMARY KEY,
    least      bigint,
    revoked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT least_of_a_user CHECK ((least IS NOT NULL) = (key LIKE 'u:%'))
);

CREATE INDEX revocation_revoked_at ON revocation (revoked_at, key);
