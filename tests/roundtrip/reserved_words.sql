-- since 13
-- Names that SQL or YAML would take for something else.

CREATE SCHEMA "select";
CREATE TYPE "select"."on" AS ENUM ('yes', 'no', 'on', 'off', 'null', '1', '~', '');

CREATE TABLE "user" (
    "order" integer PRIMARY KEY,
    "group" text NOT NULL DEFAULT 'default',
    "table" text DEFAULT 'NULL',
    "null" integer,
    "true" boolean DEFAULT true,
    "no" varchar(2),
    "y" text DEFAULT 'no',
    "1" integer DEFAULT 1,
    "1e3" numeric DEFAULT 1e3,
    "default" text DEFAULT '',
    "check" integer CHECK ("check" > 0),
    "end" timestamptz DEFAULT now(),
    "~" text DEFAULT '~',
    "a: b" text DEFAULT 'a: b # c',
    "- x" text DEFAULT '- x',
    "{}" text DEFAULT '{}',
    "[]" text[] DEFAULT '{}',
    "ünïcödé" text DEFAULT '→ ☃ 😀',
    CONSTRAINT "unique" UNIQUE ("group", "table"),
    CONSTRAINT "primary" CHECK ("null" IS NULL OR "true")
);
CREATE INDEX "index" ON "user" ("end" DESC, lower("group"), ("1" + 1));
COMMENT ON TABLE "user" IS 'no';
COMMENT ON COLUMN "user"."null" IS '~';
COMMENT ON COLUMN "user"."true" IS '2026-01-01';
COMMENT ON COLUMN "user"."1" IS ' leading and trailing spaces ';
COMMENT ON COLUMN "user"."end" IS E'two\nlines\n\nand a tab:\t.\n';

CREATE TABLE "select"."from" (
    "where" integer REFERENCES "user" ("order") ON DELETE CASCADE,
    "on" "select"."on" DEFAULT 'on',
    "in" "select"."on"[] DEFAULT '{yes,no}',
    "analyse" text COLLATE "C",
    "offset" integer,
    "limit" integer,
    UNIQUE ("offset", "limit"),
    CHECK ("offset" < "limit"),
    CHECK ("on" <> 'null')
);
CREATE TABLE "a.b" ("c.d" integer PRIMARY KEY, "e f" integer REFERENCES "a.b" ("c.d"));
CREATE TABLE "2026-01-01" ("x" integer, "X" integer);
CREATE SEQUENCE "select"."yes" START 5;
