-- Since when the provider may know the key; NULL as long as it certainly was never asked. Committed before the call.
-- The default is for processes of the version before, which still run during an upgrade: what they store counts as sent.
ALTER TABLE payment ADD COLUMN first_sent_at timestamptz DEFAULT now();

-- What is not final yet may have been sent as soon as it was stored.
UPDATE payment SET first_sent_at = created_at WHERE due_at IS NOT NULL;
