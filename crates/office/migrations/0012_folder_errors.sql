-- The last file of a folder with errors that somebody has seen to: later ones are a task.
ALTER TABLE folder ADD COLUMN errors_seen INTEGER NOT NULL DEFAULT 0;
UPDATE folder SET errors_seen = coalesce((SELECT max(number) FROM folder_file WHERE folder = folder.number), 0);
