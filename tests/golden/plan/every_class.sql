-- pgreconcile plan for database kraken, PostgreSQL 15.18: conflict
-- conflict: public.customers.email: the column has another type
-- extra: public.customers.tenant: column is not declared, and its NOT NULL without a default breaks inserts that leave it out
-- extra: public.ux_email: index is not declared
-- conflict: public.orders."Price": the column has another type
-- unknown: public.orders.note: the defaults could not be compared: a function is not built in
-- blocked: public.orders.token: its default is volatile, and adding it would rewrite a table of 200000000 bytes
-- blocked: public.orders.orders_token_key: waits for column token, which cannot be added
-- conflict: public.orders.orders_customer_fkey: the foreign key is another one
-- invalid: public.ix_orders_broken: the index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it anew
-- renamed: public.ix_orders_customer: the same index exists under another name
-- unmanaged: public.orders: trigger on the table: not managed by pgreconcile
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
-- 1: public.parcels, table is missing (schema.yaml:24)
-- locks no table that exists
CREATE TABLE IF NOT EXISTS public.parcels (
  id bigint NOT NULL,
  order_id bigint NOT NULL,
  CONSTRAINT parcels_pkey PRIMARY KEY (id)
);
-- 2: public.ix_parcels_order, its table is missing (schema.yaml:28)
-- locks no table that exists
CREATE INDEX IF NOT EXISTS ix_parcels_order ON public.parcels USING btree (order_id);
COMMIT;

-- 3: public.orders.placed_at, column is missing (schema.yaml:15)
-- takes ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ADD COLUMN IF NOT EXISTS placed_at timestamptz;

-- 4: public.orders.country, column is missing (schema.yaml:16)
-- takes ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ADD COLUMN IF NOT EXISTS country varchar(2);

SET lock_timeout = '0ms';
SET statement_timeout = '21600000ms';
-- 5: public.customers_email_key, unique constraint is missing (schema.yaml:6)
-- takes SHARE UPDATE EXCLUSIVE on public.customers; scans the table; runs outside a transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS customers_email_key ON public.customers USING btree (email);

-- 6: public.ix_orders_placed, index is missing (schema.yaml:22)
-- takes SHARE UPDATE EXCLUSIVE on public.orders; scans the table; runs outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_placed ON public.orders USING btree (placed_at DESC);

SET lock_timeout = '2000ms';
SET statement_timeout = '30000ms';
-- 7: public.customers.customers_email_key, unique constraint is missing (schema.yaml:6)
-- takes ACCESS EXCLUSIVE on public.customers
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'customers_email_key' AND contype = 'u')
  THEN
    ALTER TABLE public.customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;
  END IF;
END
$ddl$;

-- 8: public.orders.orders_country_check, check constraint is missing (schema.yaml:16)
-- takes ACCESS EXCLUSIVE on public.orders
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.orders'::pg_catalog.regclass AND conname = 'orders_country_check' AND contype = 'c')
  THEN
    ALTER TABLE public.orders ADD CONSTRAINT orders_country_check CHECK (length(country) = 2) NOT VALID;
  END IF;
END
$ddl$;

-- 9: public.orders.price_not_negative, check constraint is missing (schema.yaml:19)
-- takes ACCESS EXCLUSIVE on public.orders
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.orders'::pg_catalog.regclass AND conname = 'price_not_negative' AND contype = 'c')
  THEN
    ALTER TABLE public.orders ADD CONSTRAINT price_not_negative CHECK ("Price" >= 0) NOT VALID;
  END IF;
END
$ddl$;

-- 10: public.orders.fk_seller, foreign key is missing (schema.yaml:11)
-- takes SHARE ROW EXCLUSIVE on public.orders and public.customers
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.orders'::pg_catalog.regclass AND conname = 'fk_seller' AND contype = 'f')
  THEN
    ALTER TABLE public.orders ADD CONSTRAINT fk_seller FOREIGN KEY (seller_id) REFERENCES public.customers (id) NOT VALID;
  END IF;
END
$ddl$;

-- 11: public.parcels.fk_order, foreign key is missing (schema.yaml:27)
-- takes SHARE ROW EXCLUSIVE on public.parcels and public.orders
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.parcels'::pg_catalog.regclass AND conname = 'fk_order' AND contype = 'f')
  THEN
    ALTER TABLE public.parcels ADD CONSTRAINT fk_order FOREIGN KEY (order_id) REFERENCES public.orders (id) NOT VALID;
  END IF;
END
$ddl$;

SET lock_timeout = '30000ms';
SET statement_timeout = '3600000ms';
-- 12: public.orders.orders_country_check, constraint is not validated (schema.yaml:16)
-- takes SHARE UPDATE EXCLUSIVE on public.orders; scans the table
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_country_check;

-- 13: public.orders.price_not_negative, constraint is not validated (schema.yaml:19)
-- takes SHARE UPDATE EXCLUSIVE on public.orders; scans the table
ALTER TABLE public.orders VALIDATE CONSTRAINT price_not_negative;

-- 14: public.orders.fk_seller, constraint is not validated (schema.yaml:11)
-- takes SHARE UPDATE EXCLUSIVE on public.orders, ROW SHARE on public.customers; scans the table
ALTER TABLE public.orders VALIDATE CONSTRAINT fk_seller;

-- 15: public.parcels.fk_order, constraint is not validated (schema.yaml:27)
-- takes SHARE UPDATE EXCLUSIVE on public.parcels, ROW SHARE on public.orders; scans the table
ALTER TABLE public.parcels VALIDATE CONSTRAINT fk_order;

DO $check$
BEGIN
  IF EXISTS (
    SELECT FROM pg_catalog.pg_index
     WHERE indexrelid = ANY (ARRAY['public.customers_email_key', 'public.ix_orders_placed']::pg_catalog.regclass[]) AND NOT indisvalid)
  THEN
    RAISE EXCEPTION 'an index of this plan is invalid: make a plan anew, which says what to do';
  END IF;
END
$check$;
