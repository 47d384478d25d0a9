-- pgreconcile plan for database kraken, PostgreSQL 15.18: pending
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
SET search_path = pg_catalog, public, pg_temp;

SET lock_timeout = '2000ms';
SET statement_timeout = '30000ms';
-- 1: public.kraken_turns.cache_read_tokens, column is missing (schema.yaml:48)
-- takes ACCESS EXCLUSIVE on public.kraken_turns
ALTER TABLE public.kraken_turns ADD COLUMN IF NOT EXISTS cache_read_tokens integer NOT NULL DEFAULT 0;

SET lock_timeout = '0ms';
SET statement_timeout = '21600000ms';
-- 2: public.ix_kraken_turns_conversation_id, index is missing (schema.yaml:53)
-- takes SHARE UPDATE EXCLUSIVE on public.kraken_turns; scans the table; runs outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_kraken_turns_conversation_id ON public.kraken_turns USING btree (conversation_id);

SET lock_timeout = '2000ms';
SET statement_timeout = '30000ms';
-- 3: public.kraken_turns.fk_kraken_turns_conversation, foreign key is missing (schema.yaml:37)
-- takes SHARE ROW EXCLUSIVE on public.kraken_turns and public.kraken_conversations
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.kraken_turns'::pg_catalog.regclass AND conname = 'fk_kraken_turns_conversation' AND contype = 'f')
  THEN
    ALTER TABLE public.kraken_turns ADD CONSTRAINT fk_kraken_turns_conversation FOREIGN KEY (conversation_id) REFERENCES public.kraken_conversations (id) NOT VALID;
  END IF;
END
$ddl$;

SET lock_timeout = '30000ms';
SET statement_timeout = '3600000ms';
-- 4: public.kraken_turns.fk_kraken_turns_conversation, constraint is not validated (schema.yaml:37)
-- takes SHARE UPDATE EXCLUSIVE on public.kraken_turns, ROW SHARE on public.kraken_conversations; scans the table
ALTER TABLE public.kraken_turns VALIDATE CONSTRAINT fk_kraken_turns_conversation;

DO $check$
BEGIN
  IF EXISTS (
    SELECT FROM pg_catalog.pg_index
     WHERE indexrelid = ANY (ARRAY['public.ix_kraken_turns_conversation_id']::pg_catalog.regclass[]) AND NOT indisvalid)
  THEN
    RAISE EXCEPTION 'an index of this plan is invalid: make a plan anew, which says what to do';
  END IF;
END
$check$;
