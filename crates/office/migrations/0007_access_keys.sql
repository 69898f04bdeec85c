-- Keys of programs that use the local interface, and the order of arrival for them.

-- `sha256` is that of the key's text, which is nowhere here.
CREATE TABLE access_key (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,          -- 'send', 'receive', 'read', separated by spaces
    created_at INTEGER NOT NULL,
    used_at    INTEGER,
    revoked_at INTEGER
) STRICT;

-- `received.number` is the order of announcements; contents may come much later. A place
-- is given when contents are here, and a new one when the sender took the bundle back,
-- so that whoever reads on by place misses neither. Triggers, because no way of
-- receiving may forget it.
CREATE TABLE arrival (
    place    INTEGER PRIMARY KEY AUTOINCREMENT,
    received INTEGER NOT NULL UNIQUE REFERENCES received (number) ON DELETE CASCADE
) STRICT;

INSERT INTO arrival (received)
    SELECT number FROM received WHERE received_at IS NOT NULL ORDER BY received_at, number;

CREATE TRIGGER arrival_of_new AFTER INSERT ON received
    WHEN NEW.received_at IS NOT NULL
    BEGIN INSERT OR REPLACE INTO arrival (received) VALUES (NEW.number); END;

CREATE TRIGGER arrival_of_contents AFTER UPDATE OF received_at ON received
    WHEN OLD.received_at IS NULL AND NEW.received_at IS NOT NULL
    BEGIN INSERT OR REPLACE INTO arrival (received) VALUES (NEW.number); END;

CREATE TRIGGER arrival_of_withdrawal AFTER UPDATE OF state ON received
    WHEN OLD.state <> 'withdrawn' AND NEW.state = 'withdrawn' AND NEW.received_at IS NOT NULL
    BEGIN INSERT OR REPLACE INTO arrival (received) VALUES (NEW.number); END;

CREATE INDEX handover_by_time ON handover (folder, laid_at, received);

-- When something of a partner last arrived.
CREATE INDEX received_by_last ON received (sender, received_at);
