-- Where Seata 2.0 keeps transactions, their branches and the rows that these locked. Names and columns are its own; texts have
-- no length here, since a key of ours may be longer than its scripts allow.
CREATE TABLE IF NOT EXISTS global_table (
    xid                       text PRIMARY KEY,
    transaction_id            bigint,
    status                    smallint NOT NULL,
    application_id            text,
    transaction_service_group text,
    transaction_name          text,
    timeout                   int,
    begin_time                bigint,
    application_data          text,
    gmt_create                timestamp(0),
    gmt_modified              timestamp(0)
);
CREATE INDEX IF NOT EXISTS global_table_status ON global_table (status, gmt_modified);
CREATE INDEX IF NOT EXISTS global_table_transaction ON global_table (transaction_id);

CREATE TABLE IF NOT EXISTS branch_table (
    branch_id         bigint PRIMARY KEY,
    xid               text NOT NULL,
    transaction_id    bigint,
    resource_group_id text,
    resource_id       text,
    branch_type       text,
    status            smallint,
    client_id         text,
    application_data  text,
    gmt_create        timestamp(6),
    gmt_modified      timestamp(6)
);
CREATE INDEX IF NOT EXISTS branch_table_xid ON branch_table (xid);

CREATE TABLE IF NOT EXISTS lock_table (
    row_key        text PRIMARY KEY,
    xid            text,
    transaction_id bigint,
    branch_id      bigint NOT NULL,
    resource_id    text,
    table_name     text,
    pk             text,
    -- 0: locked, 1: being rolled back.
    status         smallint NOT NULL DEFAULT 0,
    gmt_create     timestamp(0),
    gmt_modified   timestamp(0)
);
CREATE INDEX IF NOT EXISTS lock_table_branch ON lock_table (branch_id);
CREATE INDEX IF NOT EXISTS lock_table_xid ON lock_table (xid);
CREATE INDEX IF NOT EXISTS lock_table_status ON lock_table (status);

CREATE TABLE IF NOT EXISTS distributed_lock (
    lock_key   text PRIMARY KEY,
    lock_value text NOT NULL,
    expire     bigint NOT NULL
);
INSERT INTO distributed_lock (lock_key, lock_value, expire)
VALUES ('AsyncCommitting', ' ', 0), ('RetryCommitting', ' ', 0), ('RetryRollbacking', ' ', 0), ('TxTimeoutCheck', ' ', 0)
ON CONFLICT DO NOTHING;
