-- Each message is written twice, when it is appended and when it is marked. With room on its own page the second version
-- goes beside the first, and the log takes what has changed instead of the whole row; the table becomes no larger.
ALTER TABLE outbox_0 SET (fillfactor = 50);
ALTER TABLE outbox_1 SET (fillfactor = 50);
ALTER TABLE outbox_2 SET (fillfactor = 50);
ALTER TABLE outbox_3 SET (fillfactor = 50);
ALTER TABLE outbox_4 SET (fillfactor = 50);
ALTER TABLE outbox_5 SET (fillfactor = 50);
ALTER TABLE outbox_6 SET (fillfactor = 50);
ALTER TABLE outbox_7 SET (fillfactor = 50);
