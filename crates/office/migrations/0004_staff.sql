-- Staff accounts and the history of who did what.
--
-- Without a row in `staff` the pages ask for no login. Rows are never deleted: a
-- removed account keeps its id and name, so that other terminals learn of it, and
-- loses every secret. `updated_at` and `epoch` rise with each change.

CREATE TABLE staff (
    id             TEXT PRIMARY KEY,  -- UUIDv7
    login_name     TEXT NOT NULL,     -- normalised: NFKC, lower case
    name           TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('administrator', 'exchange', 'viewing')),
    password       TEXT NOT NULL,     -- Argon2id as a PHC string; empty after removal
    password_long  INTEGER NOT NULL,  -- 1: long enough to stand without a second factor
    start_until    INTEGER,           -- a start password that an administrator handed over ends then
    code_secret    BLOB,              -- of the second factor (RFC 6238)
    code_step      INTEGER,           -- the last step whose code was used
    code_offered   BLOB,              -- a secret that is not confirmed yet
    epoch          INTEGER NOT NULL,  -- sessions of an earlier epoch have ended
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    removed_at     INTEGER
) STRICT;
CREATE UNIQUE INDEX staff_login_name ON staff (login_name) WHERE removed_at IS NULL;

-- Passwords that a person had before, so that none is used again.
CREATE TABLE staff_earlier_password (
    staff    TEXT NOT NULL REFERENCES staff (id),
    number   INTEGER NOT NULL,        -- rises with each password
    password TEXT NOT NULL,
    PRIMARY KEY (staff, number)
) STRICT, WITHOUT ROWID;

-- Codes for the day on which the telephone with the second factor is lost.
CREATE TABLE staff_recovery_code (
    staff   TEXT NOT NULL REFERENCES staff (id),
    hash    BLOB NOT NULL,            -- SHA-256; each code has 80 random bits
    used_at INTEGER,
    PRIMARY KEY (staff, hash)
) STRICT, WITHOUT ROWID;

-- Attempts to log in since the last success. `subject` is the SHA-256 of the login
-- name, whether there is such an account or not, or '*' for all together.
CREATE TABLE login_attempts (
    subject TEXT PRIMARY KEY,
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;

-- Who did what and when: only ever longer. Each row's hash covers the row and the
-- hash before it. Never a name of a client, never a text that somebody typed.
CREATE TABLE history (
    number     INTEGER PRIMARY KEY,   -- 1, 2, 3 … without a gap
    at         INTEGER NOT NULL,
    who        TEXT NOT NULL,         -- staff, terminal, command, program, software
    staff      TEXT,
    staff_name TEXT,                  -- as it was then
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL,         -- id of a bundle or of a member of staff, or empty
    clients    INTEGER,
    hash       BLOB NOT NULL
) STRICT;
CREATE INDEX history_staff ON history (staff, number);
CREATE INDEX history_subject ON history (subject, number) WHERE subject <> '';
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'the history is not changed'); END;
CREATE TRIGGER history_is_not_shortened BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'the history is not shortened'); END;
