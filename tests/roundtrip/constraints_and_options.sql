-- since 13
-- What is rare: NOT VALID, NO INHERIT, INCLUDE, deferrable keys, storage parameters with those of toast, comments of many lines.

CREATE TABLE measures (
    id          integer,
    low         integer,
    high        integer,
    label       text,
    payload     bytea,
    CONSTRAINT measures_ordered CHECK (low < high) NO INHERIT,
    CONSTRAINT measures_key PRIMARY KEY (id) DEFERRABLE,
    CONSTRAINT measures_label UNIQUE (label) INCLUDE (low, high)
) WITH (fillfactor = 85, toast_tuple_target = 4000, parallel_workers = 2, autovacuum_enabled = true,
        autovacuum_vacuum_threshold = 500, toast.autovacuum_vacuum_scale_factor = 0.2, vacuum_truncate = false);

ALTER TABLE measures ADD CONSTRAINT measures_high CHECK (high < 1000000) NOT VALID;
ALTER TABLE measures ADD CONSTRAINT measures_low CHECK (low >= 0) NO INHERIT NOT VALID;
ALTER TABLE measures ALTER payload SET STORAGE MAIN;

CREATE TABLE groups (
    id          integer PRIMARY KEY,
    a           integer,
    b           integer,
    UNIQUE (a, b) DEFERRABLE,
    CONSTRAINT groups_b UNIQUE (b) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE members (
    group_id    integer,
    a           integer,
    b           integer,
    CONSTRAINT members_group FOREIGN KEY (group_id) REFERENCES groups ON DELETE SET DEFAULT ON UPDATE RESTRICT
);
ALTER TABLE members ADD CONSTRAINT members_late FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE NOT VALID;

CREATE INDEX measures_options ON measures USING gist (int4range(low, high)) WITH (fillfactor = 70, buffering = on);
CREATE INDEX measures_brin ON measures USING brin (low, high) WITH (autosummarize = on, pages_per_range = 16);
CREATE INDEX measures_hash ON measures USING hash (label) WITH (fillfactor = 60);
CREATE INDEX measures_many ON measures (low NULLS FIRST, high DESC, label DESC NULLS LAST) INCLUDE (id);

COMMENT ON TABLE measures IS $$Several lines, with 'quotes', "double quotes", a \ backslash,
  an indented one: with a colon # and a hash
and $1 at the end.
$$;
COMMENT ON INDEX measures_many IS ':: % {} [] & * ! | > @ `';
