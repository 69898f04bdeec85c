-- Folders that are watched for the care software: files to send, received files.
--
-- What is known about a folder between two looks is in memory; here is only what
-- must survive the end of the program.

-- A folder. `mark` is what the hidden file in it says: a folder without it is another
-- one (an empty mount point, a stranger's drive), and nothing is concluded from it.
CREATE TABLE folder (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    direction    TEXT NOT NULL,      -- 'out' or 'in'
    path         TEXT NOT NULL,
    mark         TEXT NOT NULL,
    mode         TEXT,               -- out: 'draft', 'send' or 'at'
    send_minute  INTEGER,            -- out, 'at': minutes after midnight in Japan
    layout       TEXT,               -- in: 'flat' or 'partner'
    added_at     INTEGER NOT NULL,
    removed_at   INTEGER,            -- no longer watched; kept for its records
    looked_at    INTEGER,            -- the last look that saw the folder
    waiting      INTEGER NOT NULL DEFAULT 0,  -- files that lay there and were not taken yet
    failures     INTEGER NOT NULL DEFAULT 0,
    next_look_at INTEGER,            -- later than the next round only after a failure
    code         TEXT,               -- the last problem; NULL when the last look had none
    problem_path TEXT,
    problem_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX folder_by_path ON folder (path) WHERE removed_at IS NULL;

-- A file that was taken from an out-folder, written in the transaction that made the
-- draft (or decided on the rejection), before the file moves.
CREATE TABLE folder_file (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    folder      INTEGER NOT NULL REFERENCES folder (number) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    size_bytes  INTEGER NOT NULL,
    sha256      TEXT,                -- NULL when it was too large to be read
    bundle      TEXT,                -- the draft that has its contents; NULL when rejected
    code        TEXT,                -- why it was rejected
    explanation TEXT,                -- laid beside a rejected file
    target      TEXT NOT NULL,       -- where it goes, below the folder
    taken_at    INTEGER NOT NULL,
    moved_at    INTEGER              -- NULL while the file still has to move
) STRICT;
CREATE INDEX folder_file_to_move ON folder_file (folder, number) WHERE moved_at IS NULL;
CREATE INDEX folder_file_by_folder ON folder_file (folder);

-- Drafts that go out at a set time. A draft that is discarded takes its row with it.
CREATE TABLE folder_send (
    bundle  TEXT PRIMARY KEY REFERENCES sent (id) ON DELETE CASCADE,
    send_at INTEGER NOT NULL
) STRICT;
CREATE INDEX folder_send_due ON folder_send (send_at);

-- A received bundle in an in-folder: the hand-over record.
CREATE TABLE handover (
    folder     INTEGER NOT NULL REFERENCES folder (number) ON DELETE CASCADE,
    received   INTEGER NOT NULL REFERENCES received (number) ON DELETE CASCADE,
    laid_at    INTEGER NOT NULL,
    taken_at   INTEGER,              -- the care software took it, or a person said so
    noticed_at INTEGER,              -- the notice of its withdrawal was laid beside it
    PRIMARY KEY (folder, received)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_by_received ON handover (received);
CREATE INDEX handover_open ON handover (folder) WHERE taken_at IS NULL;

CREATE TABLE handover_file (
    folder   INTEGER NOT NULL,
    received INTEGER NOT NULL,
    path     TEXT NOT NULL,          -- below the folder, parts separated by '/'
    standard INTEGER NOT NULL,
    sha256   TEXT NOT NULL,
    PRIMARY KEY (folder, received, path),
    FOREIGN KEY (folder, received) REFERENCES handover (folder, received) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
