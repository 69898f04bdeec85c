-- Applications that offices send themselves. Whoever has an application code may send them; it serves many offices until it ends.

CREATE TABLE application_codes (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_sha256 TEXT NOT NULL UNIQUE, -- who copies this table cannot apply
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    removed_at    INTEGER
) STRICT;

-- How the operator reaches an office; nothing for one that the operator entered.
CREATE TABLE office_contacts (
    office    TEXT PRIMARY KEY REFERENCES offices (number),
    telephone TEXT NOT NULL,
    mail      TEXT NOT NULL -- empty for none
) STRICT, WITHOUT ROWID;
