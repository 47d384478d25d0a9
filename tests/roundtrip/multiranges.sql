-- since 14
-- What came with PostgreSQL 14: multiranges, compression, and expressions of its spelling.

CREATE TABLE opening_hours (
    shop        integer PRIMARY KEY,
    days        datemultirange NOT NULL DEFAULT '{}',
    hours       tsmultirange,
    zoned       tstzmultirange,
    numbers     int4multirange DEFAULT '{[1,3), [5,9)}',
    big         int8multirange[],
    prices      nummultirange DEFAULT nummultirange(numrange(1, 2)),
    CHECK (NOT days @> CURRENT_DATE OR shop > 0),
    EXCLUDE USING gist (hours WITH &&)
);

CREATE TABLE articles (
    id          bigint PRIMARY KEY,
    summary     text COMPRESSION pglz,
    body        text COMPRESSION pglz COLLATE "C" NOT NULL,
    raw         bytea,
    first_word  text GENERATED ALWAYS AS (split_part(body, ' ', 1)) STORED,
    year        numeric GENERATED ALWAYS AS (extract(year FROM timestamp '2026-01-01' + id * interval '1 day')) STORED,
    trimmed     text GENERATED ALWAYS AS (trim(both ' ' from body)) STORED
);
ALTER TABLE articles ALTER raw SET STORAGE EXTERNAL;
ALTER TABLE articles ALTER summary SET STORAGE MAIN;
CREATE INDEX articles_year ON articles (year) INCLUDE (id);
