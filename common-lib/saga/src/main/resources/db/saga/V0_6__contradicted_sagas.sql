-- What the pivot's participant said against its own word; the saga may have ended all the same, and people must look.
ALTER TABLE saga_instance ADD COLUMN contradicted text;

-- What waits for an operator: next to none, whatever the number of sagas.
CREATE INDEX saga_instance_for_operators ON saga_instance (created_at, id)
    WHERE parked IS NOT NULL OR contradicted IS NOT NULL;
