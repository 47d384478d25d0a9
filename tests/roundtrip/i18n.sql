-- since 13
-- Texts in many languages: collations on columns, indexes and expressions, storage, char and varchar with lists.

CREATE TABLE languages (
    code        char(2) COLLATE "C" PRIMARY KEY,
    direction   char(3) NOT NULL DEFAULT 'ltr' CHECK (direction IN ('ltr', 'rtl')),
    plural      varchar(10) NOT NULL DEFAULT 'one' CHECK (plural IN ('none', 'one', 'few', 'many')),
    name        text COLLATE "und-x-icu" NOT NULL,
    fallback    char(2) COLLATE "C" REFERENCES languages
);

CREATE TABLE messages (
    key         varchar(120) COLLATE "POSIX" NOT NULL,
    language    char(2) COLLATE "C" NOT NULL REFERENCES languages,
    text        text COLLATE "und-x-icu" NOT NULL,
    form        varchar(4) CHECK (form IN ('one')) DEFAULT 'one',
    status      varchar(12) NOT NULL DEFAULT 'draft',
    length      integer GENERATED ALWAYS AS (char_length(text)) STORED,
    note        text,
    PRIMARY KEY (key, language),
    CHECK (status NOT IN ('broken', 'lost')),
    CHECK (status = ANY (ARRAY['draft', 'checked', 'released'])),
    CHECK (key COLLATE "C" ~ '^[a-z.]+$')
);
ALTER TABLE messages ALTER COLUMN note SET STORAGE EXTERNAL;
ALTER TABLE messages ALTER COLUMN key SET STORAGE MAIN;
ALTER TABLE messages ALTER COLUMN text SET STORAGE MAIN;

CREATE INDEX messages_text ON messages (text);
CREATE INDEX messages_text_c ON messages (text COLLATE "C" text_pattern_ops, key);
CREATE INDEX messages_lower ON messages (lower(text COLLATE "C") COLLATE "und-x-icu" DESC);
CREATE INDEX messages_open ON messages (language) WHERE status IN ('draft', 'checked');
CREATE UNIQUE INDEX messages_short ON messages (language, left(text, 20)) WHERE form = 'one' AND length < 20;

CREATE TABLE countries (
    iso         char(2) NOT NULL CHECK (iso = upper(iso)),
    iso3        character(3) UNIQUE,
    continent   character varying(2) NOT NULL CHECK (continent IN ('AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA')),
    names       jsonb NOT NULL DEFAULT '{"de": "", "en": ""}',
    currency    char(3) DEFAULT 'EUR',
    population  bigint CHECK (population IS NULL OR population >= 0),
    PRIMARY KEY (iso)
);
