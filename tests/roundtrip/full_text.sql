-- since 13
-- A library that is searched: trigrams, generated tsvector, gin and gist, expression indexes, extensions.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gin;
CREATE EXTENSION citext;

CREATE TABLE authors (
    id          serial PRIMARY KEY,
    name        citext NOT NULL UNIQUE,
    born        date
);

CREATE TABLE documents (
    id          bigserial PRIMARY KEY,
    author_id   integer REFERENCES authors ON DELETE SET NULL,
    title       text NOT NULL,
    body        text NOT NULL DEFAULT '',
    language    text NOT NULL DEFAULT 'english',
    isbn        varchar(17),
    search      tsvector GENERATED ALWAYS AS (
                    setweight(to_tsvector('english', coalesce(title, '')), 'A') ||
                    setweight(to_tsvector('english', coalesce(body, '')), 'B')
                ) STORED,
    words       integer GENERATED ALWAYS AS (array_length(regexp_split_to_array(body, '\s+'), 1)) STORED
);

CREATE INDEX documents_search ON documents USING gin (search) WITH (fastupdate = off);
CREATE INDEX documents_title_trgm ON documents USING gin (lower(title) gin_trgm_ops);
CREATE INDEX documents_title_gist ON documents USING gist (title gist_trgm_ops);
CREATE INDEX documents_author_title ON documents USING gin (author_id, title gin_trgm_ops);
CREATE INDEX documents_simple ON documents USING gin (to_tsvector('simple'::regconfig, title || ' ' || body));
CREATE INDEX documents_prefix ON documents (title text_pattern_ops);
CREATE INDEX documents_isbn_digits ON documents (replace(isbn, '-', '')) WHERE isbn IS NOT NULL;
CREATE INDEX documents_language_hash ON documents USING hash (language);
CREATE UNIQUE INDEX documents_author_title_once ON documents (author_id, (md5(title)), (char_length(body) > 0));
COMMENT ON INDEX documents_search IS 'ts_rank uses the weights A (title) and B (body)';

CREATE TABLE synonyms (
    word        text COLLATE "C" PRIMARY KEY,
    stands_for  text[] NOT NULL CHECK (cardinality(stands_for) > 0),
    weight      "char" NOT NULL DEFAULT 'D'
);
CREATE INDEX ON synonyms USING gin (stands_for);
