-- since 13
-- People and what binds them: circles of foreign keys that are checked at commit.

CREATE TABLE accounts (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handle          varchar(30) NOT NULL CONSTRAINT handle_taken UNIQUE,
    invited_by      bigint REFERENCES accounts ON DELETE SET NULL,
    pinned_post     bigint,
    joined          timestamptz NOT NULL DEFAULT now(),
    CHECK (handle = lower(handle)),
    CHECK (invited_by <> id)
);

CREATE TABLE posts (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author          bigint NOT NULL REFERENCES accounts ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    in_reply_to     bigint REFERENCES posts (id) ON DELETE SET NULL DEFERRABLE,
    text            text NOT NULL,
    posted          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (author, id),
    CONSTRAINT short_enough CHECK (char_length(text) <= 500)
);
ALTER TABLE accounts ADD CONSTRAINT pinned_post_is_own
    FOREIGN KEY (id, pinned_post) REFERENCES posts (author, id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE follows (
    follower        bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    followed        bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
    since           date NOT NULL DEFAULT CURRENT_DATE,
    PRIMARY KEY (follower, followed),
    CONSTRAINT not_oneself CHECK (follower <> followed)
);
CREATE INDEX follows_followed_idx ON follows (followed, since DESC);

CREATE TABLE friendships (
    one             bigint NOT NULL REFERENCES accounts ON UPDATE SET DEFAULT ON DELETE SET DEFAULT,
    other           bigint NOT NULL DEFAULT 0 REFERENCES accounts,
    CHECK (one < other)
);
CREATE UNIQUE INDEX friendship_is_mutual ON friendships (LEAST(one, other), GREATEST(one, other));

-- each side must have the other
CREATE TABLE clubs (name text PRIMARY KEY, president text NOT NULL);
CREATE TABLE presidents (name text PRIMARY KEY, club text NOT NULL REFERENCES clubs DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE clubs ADD FOREIGN KEY (president) REFERENCES presidents DEFERRABLE INITIALLY DEFERRED;
