-- What a branch changed, until its global transaction is decided. Seata writes, reads and removes the rows; the names and
-- columns are its own, of the sequence too.
CREATE SEQUENCE undo_log_id_seq;

CREATE TABLE undo_log (
    id            bigint    PRIMARY KEY,
    branch_id     bigint    NOT NULL,
    xid           text      NOT NULL,
    context       text      NOT NULL,
    rollback_info bytea     NOT NULL,
    log_status    integer   NOT NULL,
    log_created   timestamp NOT NULL,
    log_modified  timestamp NOT NULL,
    UNIQUE (xid, branch_id)
)
-- Rows live for a second or so: vacuumed by number, the table stays as small as what is under way.
WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1);
