-- How far ahead full_at may be is a setting, asked anew for each attempt: nobody read what was stored of it.
ALTER TABLE login_allowance DROP COLUMN room;
