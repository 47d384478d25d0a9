-- since 13
-- A business in several schemas: foreign keys, enums, domains and sequences across them, one name in two schemas.

CREATE SCHEMA hr;
CREATE SCHEMA sales;
CREATE SCHEMA "Shared Types";

CREATE TYPE "Shared Types".level AS ENUM ('junior', 'senior');
CREATE TYPE hr.level AS ENUM ('1', '2', '3');
CREATE DOMAIN "Shared Types"."Email" AS text CHECK (VALUE LIKE '%_@_%');

CREATE TABLE hr.people (
    id          integer PRIMARY KEY,
    email       "Shared Types"."Email" NOT NULL UNIQUE,
    level       hr.level NOT NULL DEFAULT '1',
    grade       "Shared Types".level DEFAULT 'junior'
);

CREATE SEQUENCE sales.numbers AS integer START WITH 100 INCREMENT BY 10 MAXVALUE 999999 CYCLE;

CREATE TABLE sales.people (
    id          integer PRIMARY KEY REFERENCES hr.people ON DELETE CASCADE,
    number      integer NOT NULL DEFAULT nextval('sales.numbers'),
    region      text NOT NULL
);
CREATE INDEX people_region_idx ON sales.people (region);
CREATE INDEX people_region_idx ON hr.people (level);

CREATE TABLE sales.deals (
    id          serial PRIMARY KEY,
    seller      integer NOT NULL REFERENCES sales.people (id),
    approved_by integer REFERENCES hr.people (id),
    CHECK (seller <> approved_by)
);

-- in public, and referring to the others
CREATE TABLE audit (
    person      integer REFERENCES hr.people,
    deal        integer REFERENCES sales.deals ON DELETE CASCADE,
    level       "Shared Types".level CHECK (level <> 'junior'::"Shared Types".level),
    number      integer DEFAULT nextval('sales.numbers'::regclass)
);
CREATE TABLE sales.audit (LIKE audit INCLUDING DEFAULTS);
