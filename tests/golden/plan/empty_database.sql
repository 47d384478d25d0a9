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
BEGIN;
-- 1: public.kraken_conversations, table is missing (schema.yaml:11)
-- locks no table that exists
CREATE TABLE IF NOT EXISTS public.kraken_conversations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  session_id varchar NOT NULL,
  model varchar NOT NULL,
  system_prompt_hash varchar(16) NOT NULL,
  agent_version varchar NOT NULL,
  status varchar NOT NULL DEFAULT 'active',
  started_at timestamp NOT NULL DEFAULT now(),
  ended_at timestamp,
  total_turns integer NOT NULL DEFAULT 0,
  total_tokens integer NOT NULL DEFAULT 0,
  total_cost_usd numeric(10,6) NOT NULL DEFAULT 0,
  CONSTRAINT kraken_conversations_pkey PRIMARY KEY (id)
);
-- 2: public.ix_kraken_conversations_session_id, its table is missing (schema.yaml:28)
-- locks no table that exists
CREATE INDEX IF NOT EXISTS ix_kraken_conversations_session_id ON public.kraken_conversations USING btree (session_id);
-- 3: public.kraken_turns, table is missing (schema.yaml:31)
-- locks no table that exists
CREATE TABLE IF NOT EXISTS public.kraken_turns (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  conversation_id uuid NOT NULL,
  turn_number integer NOT NULL,
  user_query text NOT NULL,
  assistant_response text NOT NULL,
  input_tokens integer NOT NULL DEFAULT 0,
  output_tokens integer NOT NULL DEFAULT 0,
  cost_usd numeric(10,6) NOT NULL DEFAULT 0,
  duration_ms integer NOT NULL DEFAULT 0,
  tool_calls_count integer NOT NULL DEFAULT 0,
  cache_creation_tokens integer NOT NULL DEFAULT 0,
  cache_read_tokens integer NOT NULL DEFAULT 0,
  model varchar NOT NULL,
  created_at timestamp NOT NULL DEFAULT now(),
  CONSTRAINT kraken_turns_pkey PRIMARY KEY (id),
  CONSTRAINT fk_kraken_turns_conversation FOREIGN KEY (conversation_id) REFERENCES public.kraken_conversations (id)
);
-- 4: public.ix_kraken_turns_conversation_id, its table is missing (schema.yaml:53)
-- locks no table that exists
CREATE INDEX IF NOT EXISTS ix_kraken_turns_conversation_id ON public.kraken_turns USING btree (conversation_id);
-- 5: public.kraken_tool_calls, table is missing (schema.yaml:56)
-- locks no table that exists
CREATE TABLE IF NOT EXISTS public.kraken_tool_calls (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  turn_id uuid NOT NULL,
  tool_name varchar NOT NULL,
  tool_args jsonb NOT NULL,
  tool_result jsonb NOT NULL,
  result_truncated boolean NOT NULL DEFAULT false,
  sequence_order integer NOT NULL,
  CONSTRAINT kraken_tool_calls_pkey PRIMARY KEY (id),
  CONSTRAINT fk_kraken_tool_calls_turn FOREIGN KEY (turn_id) REFERENCES public.kraken_turns (id)
);
-- 6: public.ix_kraken_tool_calls_turn_id, its table is missing (schema.yaml:71)
-- locks no table that exists
CREATE INDEX IF NOT EXISTS ix_kraken_tool_calls_turn_id ON public.kraken_tool_calls USING btree (turn_id);
COMMIT;
