-- pgreconcile plan for a database as before.yaml describes it, PostgreSQL 18: conflict
-- conflict: public.items.price: the column has another default
-- unknown: public.items.known_kind: the checks could not be compared: they are not spelled alike, and no server was asked
SET standard_conforming_strings = on;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
SET IntervalStyle = 'postgres';
SET extra_float_digits = 1;
SET quote_all_identifiers = off;
SET array_nulls = on;
SET backslash_quote = safe_encoding;
SET bytea_output = 'hex';
SET transform_null_equals = off;
SET xmloption = 'content';
SET client_min_messages = warning;
SET default_transaction_isolation = 'read committed';
SET idle_in_transaction_session_timeout = 0;
SET idle_session_timeout = 0;
SET transaction_timeout = 0;
SET search_path = pg_catalog, public, pg_temp;

SET lock_timeout = '2000ms';
SET statement_timeout = '21600000ms';
-- 1: public.items.token, column is missing (schema.yaml:9)
-- takes ACCESS EXCLUSIVE on public.items; rewrites the table
ALTER TABLE public.items ADD COLUMN IF NOT EXISTS token uuid DEFAULT gen_random_uuid();

SET lock_timeout = '2000ms';
SET statement_timeout = '30000ms';
-- 2: public.items.made_at, column is missing (schema.yaml:10)
-- takes ACCESS EXCLUSIVE on public.items
ALTER TABLE public.items ADD COLUMN IF NOT EXISTS made_at timestamptz NOT NULL DEFAULT now();
