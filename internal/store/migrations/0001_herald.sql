-- Everything that Herald remembers. Times are whole microseconds since 1970 in
-- UTC, 0 for none; lists are JSON arrays, empty text for none.

CREATE TABLE stories (
    id             INTEGER PRIMARY KEY,
    headline       TEXT    NOT NULL,
    appeared       BIGINT  NOT NULL,
    filed          BIGINT  NOT NULL,
    breaking       INTEGER NOT NULL DEFAULT 0,
    rule           TEXT    NOT NULL DEFAULT '',
    verdict_reason TEXT    NOT NULL DEFAULT '',
    judged         BIGINT  NOT NULL DEFAULT 0,
    withdrawn      TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX stories_told ON stories (appeared, id) WHERE withdrawn = '';
CREATE INDEX stories_filed ON stories (filed, id);
CREATE INDEX stories_breaking ON stories (judged, id) WHERE breaking = 1;

-- appeared repeats the story's, so that the newest of a topic are one range of
-- one index.
CREATE TABLE story_topics (
    story    BIGINT  NOT NULL REFERENCES stories (id),
    topic    TEXT    NOT NULL,
    position INTEGER NOT NULL,
    appeared BIGINT  NOT NULL,
    PRIMARY KEY (story, topic)
);
CREATE INDEX story_topics_newest ON story_topics (topic, appeared, story);

-- The first invariant: an article is filed once. link is the canonical URL, NULL
-- where there is none. text stands last: lists do not read it.
CREATE TABLE articles (
    seq          INTEGER PRIMARY KEY,
    story        BIGINT NOT NULL REFERENCES stories (id),
    source       TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    publisher    TEXT   NOT NULL,
    url          TEXT   NOT NULL,
    link         TEXT,
    title        TEXT   NOT NULL,
    deck         TEXT   NOT NULL,
    summary      TEXT   NOT NULL,
    authors      TEXT   NOT NULL,
    keywords     TEXT   NOT NULL,
    published    BIGINT NOT NULL,
    updated      BIGINT NOT NULL,
    language     TEXT   NOT NULL,
    images       TEXT   NOT NULL,
    marker       TEXT   NOT NULL,
    marked_title TEXT   NOT NULL,
    credits      TEXT   NOT NULL,
    appeared     BIGINT NOT NULL,
    filed        BIGINT NOT NULL,
    joined       TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    UNIQUE (source, id),
    UNIQUE (publisher, link)
);
CREATE INDEX articles_story ON articles (story, seq);

-- due is when the next delivery of the channel may go out, NULL when nothing is
-- owed: see due.go. next_number is the number of the next subscription.
CREATE TABLE channels (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    platform     TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    title        TEXT    NOT NULL DEFAULT '',
    place        TEXT    NOT NULL DEFAULT '',
    zone         TEXT    NOT NULL DEFAULT '',
    quiet_from   INTEGER NOT NULL DEFAULT 0,
    quiet_to     INTEGER NOT NULL DEFAULT 0,
    quiet_mode   TEXT    NOT NULL DEFAULT '',
    paused       TEXT    NOT NULL DEFAULT '',
    fixed_zone   INTEGER NOT NULL DEFAULT 0,
    fixed_quiet  INTEGER NOT NULL DEFAULT 0,
    next_number  INTEGER NOT NULL DEFAULT 1,
    due          BIGINT,
    UNIQUE (platform, address)
);
CREATE INDEX channels_due ON channels (platform, due) WHERE paused = '';

-- Where conversations have gone, for those who still name the old address.
CREATE TABLE moves (
    platform    TEXT NOT NULL,
    address     TEXT NOT NULL,
    to_platform TEXT NOT NULL,
    to_address  TEXT NOT NULL,
    PRIMARY KEY (platform, address)
);

CREATE TABLE subscriptions (
    channel  BIGINT  NOT NULL REFERENCES channels (id),
    number   INTEGER NOT NULL,
    schedule TEXT    NOT NULL,
    topic    TEXT    NOT NULL,
    words    TEXT    NOT NULL,
    created  BIGINT  NOT NULL,
    fixed    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, number),
    UNIQUE (channel, schedule, topic, words)
);
CREATE INDEX subscriptions_interest ON subscriptions (schedule, topic, words, channel);

-- The second and fourth invariants: a delivery exists once, and remembers its
-- message. ready is when it may go out; while it is claimed, when the lease ends.
CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    channel    BIGINT  NOT NULL REFERENCES channels (id),
    key        TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    schedule   TEXT    NOT NULL DEFAULT '',
    topic      TEXT    NOT NULL DEFAULT '',
    words      TEXT    NOT NULL DEFAULT '',
    stories    TEXT    NOT NULL DEFAULT '',
    more       INTEGER NOT NULL DEFAULT 0,
    text       TEXT    NOT NULL DEFAULT '',
    edits      TEXT    NOT NULL DEFAULT '',
    owed       BIGINT  NOT NULL,
    ready      BIGINT  NOT NULL,
    expires    BIGINT  NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    held       INTEGER NOT NULL DEFAULT 0,
    state      TEXT    NOT NULL,
    message    TEXT    NOT NULL DEFAULT '',
    reason     TEXT    NOT NULL DEFAULT '',
    settled    BIGINT  NOT NULL DEFAULT 0,
    UNIQUE (channel, key)
);
-- The courier looks at few of many: only what is not settled is indexed for it.
CREATE INDEX deliveries_pending ON deliveries (channel, id) WHERE state IN ('owed', 'claimed');
CREATE INDEX deliveries_ready ON deliveries (channel, ready) WHERE state IN ('owed', 'claimed');
CREATE INDEX deliveries_claimed ON deliveries (channel, ready) WHERE state = 'claimed';
CREATE INDEX deliveries_again ON deliveries (channel, id) WHERE state = 'owed' AND attempts > 0 AND held = 0;
CREATE INDEX deliveries_breaking ON deliveries (stories, channel) WHERE kind = 'breaking';

-- The third invariant: a tick runs once.
CREATE TABLE ticks (
    schedule TEXT   NOT NULL,
    tick     BIGINT NOT NULL,
    PRIMARY KEY (schedule, tick)
);

CREATE TABLE source_states (
    source        TEXT    PRIMARY KEY,
    url           TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    due           BIGINT  NOT NULL,
    ok            BIGINT  NOT NULL,
    failures      INTEGER NOT NULL,
    error         TEXT    NOT NULL
);

-- Updates that a platform has given us, so that none is answered twice.
CREATE TABLE updates (
    seq      INTEGER PRIMARY KEY,
    platform TEXT   NOT NULL,
    id       BIGINT NOT NULL,
    seen     BIGINT NOT NULL,
    UNIQUE (platform, id)
);
CREATE INDEX updates_seen ON updates (platform, seq);

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
