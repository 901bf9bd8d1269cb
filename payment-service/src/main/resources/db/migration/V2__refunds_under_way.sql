-- A refund of an order that has no payment is refused, and that is remembered too.
ALTER TABLE refund DROP CONSTRAINT refund_order_id_fkey;
ALTER TABLE refund DROP CONSTRAINT refund_status_check;

ALTER TABLE refund
    ADD COLUMN provider_reference text UNIQUE,
    ADD COLUMN reason             text CHECK (reason IN ('REFUND_REFUSED', 'EXCEEDS_CAPTURED')),
    ADD COLUMN attempts           integer NOT NULL DEFAULT 0,
    -- When the provider is asked next; until then, whoever wrote it holds the refund.
    ADD COLUMN due_at             timestamptz,
    ADD COLUMN version            bigint  NOT NULL DEFAULT 0,
    ADD CONSTRAINT refund_status CHECK (status IN ('PENDING', 'SUCCEEDED', 'REFUSED', 'PARKED'));

UPDATE refund SET due_at = now() WHERE status = 'PENDING';
UPDATE refund SET reason = 'REFUND_REFUSED' WHERE status = 'REFUSED';

ALTER TABLE refund
    ADD CONSTRAINT due_until_final CHECK ((due_at IS NULL) = (status IN ('SUCCEEDED', 'REFUSED'))),
    ADD CONSTRAINT refused_with_reason CHECK ((reason IS NOT NULL) = (status = 'REFUSED'));

CREATE INDEX refund_due ON refund (due_at) WHERE due_at IS NOT NULL;

ALTER TABLE webhook
    ADD COLUMN about text NOT NULL DEFAULT 'PAYMENT' CHECK (about IN ('PAYMENT', 'REFUND', 'SOMETHING_ELSE'));
