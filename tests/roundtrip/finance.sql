-- since 13
-- A ledger: domains with checks, enums, exact numbers, constraints that refer to several columns.

CREATE DOMAIN currency AS char(3) NOT NULL DEFAULT 'EUR' CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN amount AS numeric(18,4);
CREATE DOMAIN positive_amount AS amount CONSTRAINT positive CHECK (VALUE > 0);
CREATE DOMAIN iban AS text COLLATE "C" CHECK (length(VALUE) BETWEEN 15 AND 34) CHECK (VALUE = upper(VALUE));
CREATE TYPE side AS ENUM ('debit', 'credit');
CREATE TYPE account_kind AS ENUM ('asset', 'liability', 'equity', 'income', 'expense');

CREATE TABLE ledgers (
    id              integer PRIMARY KEY,
    base            currency,
    fiscal_year     int4range NOT NULL DEFAULT '[1,13)',
    closed          boolean NOT NULL DEFAULT false
);

CREATE TABLE accounts (
    ledger_id       integer NOT NULL REFERENCES ledgers,
    code            varchar(20) NOT NULL,
    kind            account_kind NOT NULL,
    iban            iban,
    parent          varchar(20),
    balance         amount DEFAULT 0 NOT NULL,
    CONSTRAINT accounts_pk PRIMARY KEY (ledger_id, code),
    CONSTRAINT accounts_parent FOREIGN KEY (ledger_id, parent) REFERENCES accounts (ledger_id, code) ON UPDATE CASCADE,
    CONSTRAINT accounts_iban_once UNIQUE (iban),
    CHECK (kind IN ('asset', 'liability') OR iban IS NULL),
    CHECK ((kind, balance >= 0) IS DISTINCT FROM ('asset'::account_kind, false))
);

CREATE TABLE entries (
    id              bigint GENERATED ALWAYS AS IDENTITY (START 1 INCREMENT 1 MINVALUE 1 CACHE 20) PRIMARY KEY,
    booked_on       date NOT NULL,
    text            varchar(140),
    reverses        bigint UNIQUE REFERENCES entries,
    CONSTRAINT booked_lately CHECK (booked_on >= DATE '1900-01-01' AND booked_on < '2200-01-01'::date)
);

CREATE TABLE postings (
    entry_id        bigint NOT NULL REFERENCES entries ON DELETE RESTRICT,
    ledger_id       integer NOT NULL,
    account         varchar(20) NOT NULL,
    side            side NOT NULL,
    amount          positive_amount NOT NULL,
    currency        currency,
    rate            numeric(20,10) DEFAULT 1 NOT NULL CHECK (rate > 0),
    in_base         numeric GENERATED ALWAYS AS (round(amount * rate, 2)) STORED,
    signed          numeric GENERATED ALWAYS AS (CASE side WHEN 'debit' THEN amount ELSE -amount END) STORED,
    FOREIGN KEY (ledger_id, account) REFERENCES accounts ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE INDEX postings_of_account ON postings (ledger_id, account, entry_id DESC) INCLUDE (side, amount);
CREATE INDEX large_postings ON postings (amount) WHERE amount > 10000 AND currency = 'EUR';

COMMENT ON TABLE postings IS 'sum(signed) of an entry is 0; checked by the application';
