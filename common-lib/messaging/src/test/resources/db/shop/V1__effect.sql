-- No key on purpose: what is applied twice must show.
CREATE TABLE effect (note text NOT NULL);
