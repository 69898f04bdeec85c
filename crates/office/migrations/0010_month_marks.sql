-- How often the plans and actuals of a month changed: what came out of a comparison is good
-- for as long as they did not, so that no look at a month goes through all its bundles.
CREATE TABLE month_mark (
    month   TEXT PRIMARY KEY,
    changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sent_version_added AFTER INSERT ON sent_version WHEN new.form IN ('ticket', 'actual') BEGIN
    INSERT INTO month_mark VALUES (new.period, 1) ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER sent_version_gone AFTER DELETE ON sent_version WHEN old.form IN ('ticket', 'actual') BEGIN
    INSERT INTO month_mark VALUES (old.period, 1) ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER received_version_added AFTER INSERT ON received_version WHEN new.form IN ('ticket', 'actual') BEGIN
    INSERT INTO month_mark VALUES (new.period, 1) ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER received_version_gone AFTER DELETE ON received_version WHEN old.form IN ('ticket', 'actual') BEGIN
    INSERT INTO month_mark VALUES (old.period, 1) ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;

-- Drafts, refused and withdrawn bundles do not count.
CREATE TRIGGER sent_counts_otherwise AFTER UPDATE OF state, withdraw_asked_at ON sent
WHEN old.state <> new.state OR old.withdraw_asked_at IS NOT new.withdraw_asked_at BEGIN
    INSERT INTO month_mark
        SELECT DISTINCT period, 1 FROM sent_version WHERE id = new.id AND form IN ('ticket', 'actual')
        ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;
-- Nor does what nobody opened; and errors of the check are told.
CREATE TRIGGER received_counts_otherwise AFTER UPDATE OF state, check_errors ON received
WHEN old.state <> new.state OR old.check_errors IS NOT new.check_errors BEGIN
    INSERT INTO month_mark
        SELECT DISTINCT period, 1 FROM received_version WHERE number = new.number AND form IN ('ticket', 'actual')
        ON CONFLICT (month) DO UPDATE SET changes = changes + 1;
END;

-- Bundles of a month that are told beside its clients, as of so many changes, by one version
-- of the program for one side of the exchange.
CREATE TABLE reconciled_month (
    month    TEXT PRIMARY KEY,
    made_for TEXT NOT NULL,
    changes  INTEGER NOT NULL,
    unread   TEXT NOT NULL,          -- JSON: sender and id of each
    doubtful TEXT NOT NULL
) STRICT, WITHOUT ROWID;
