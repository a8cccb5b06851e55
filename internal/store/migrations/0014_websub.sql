-- What hubs were asked for, or have agreed to: websub.Lease.
CREATE TABLE hub_leases (
    id       TEXT    PRIMARY KEY,
    url      TEXT    NOT NULL,
    private  INTEGER NOT NULL,
    topic    TEXT    NOT NULL,
    hub      TEXT    NOT NULL,
    callback TEXT    NOT NULL,
    secret   TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    until    BIGINT  NOT NULL,
    next     BIGINT  NOT NULL,
    tries    INTEGER NOT NULL,
    reason   TEXT    NOT NULL
);
