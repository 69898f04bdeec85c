-- The last file of a folder with errors that somebody has seen to: later ones are a task.
ALTER TABLE folder ADD COLUMN errors_seen INTEGER NOT NULL DEFAULT 0;
UPDATE folder SET errors_seen = coalesce((SELECT max(number) FROM folder_file WHERE folder = folder.number), 0);

-- What the start page asks each time: a folder has tens of thousands of files after some years, and few of them with errors.
CREATE INDEX folder_file_rejected ON folder_file (folder, number) WHERE bundle IS NULL;
CREATE INDEX folder_file_by_name ON folder_file (folder, name, number);
