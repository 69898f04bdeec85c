-- The licence of this office as the hub told it last, and what a person here wants of it.

CREATE TABLE licence (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    asked_at     INTEGER, -- when the hub told it, or said that it cannot
    began_at     INTEGER, -- nothing in this and the five that follow where the hub asks for no licence
    ends_at      INTEGER,
    renews       INTEGER,
    fee_yen      INTEGER,
    next_months  INTEGER,
    next_fee_yen INTEGER,
    wish         INTEGER, -- whether it is to renew, until the hub was told
    problem      TEXT -- the code with which the hub refused the last wish
) STRICT;
INSERT INTO licence (one) VALUES (1);
