-- Receivers that a mail server did not take the last mail for, one on each line; the others have it.

ALTER TABLE mail ADD COLUMN refused TEXT NOT NULL DEFAULT '';
