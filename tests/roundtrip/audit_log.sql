-- since 13
-- Who changed what: jsonb, bigserial, nothing ever updated.

CREATE SCHEMA audit;

CREATE TABLE audit.actors (
    id          serial PRIMARY KEY,
    kind        varchar(10) NOT NULL CHECK (kind IN ('user', 'service', 'cron')),
    name        text NOT NULL,
    UNIQUE (kind, name)
);

CREATE TABLE audit.log (
    id          bigserial PRIMARY KEY,
    txid        bigint NOT NULL DEFAULT txid_current(),
    at          timestamptz(3) NOT NULL DEFAULT statement_timestamp(),
    actor       integer REFERENCES audit.actors ON DELETE RESTRICT,
    db_user     name NOT NULL DEFAULT CURRENT_USER,
    table_name  regclass,
    action      "char" NOT NULL CHECK (action IN ('I', 'U', 'D', 'T')),
    key         jsonb NOT NULL,
    old_row     jsonb,
    new_row     jsonb,
    client      inet DEFAULT inet_client_addr(),
    CONSTRAINT rows_match_action CHECK (
        CASE action
            WHEN 'I' THEN old_row IS NULL AND new_row IS NOT NULL
            WHEN 'D' THEN old_row IS NOT NULL AND new_row IS NULL
            WHEN 'U' THEN old_row IS NOT NULL AND new_row IS NOT NULL
            ELSE true
        END)
);
ALTER TABLE audit.log SET (fillfactor = 100, toast.autovacuum_enabled = false);

CREATE INDEX log_at_idx ON audit.log USING brin (at);
CREATE INDEX log_key_idx ON audit.log USING gin (key jsonb_path_ops);
CREATE INDEX log_actor_at_idx ON audit.log (actor, at DESC);
CREATE INDEX log_customer ON audit.log ((new_row ->> 'customer_id')) WHERE new_row ? 'customer_id';
CREATE INDEX log_amount ON audit.log (((new_row #>> '{invoice,total}')::numeric) DESC NULLS LAST);

COMMENT ON TABLE audit.log IS E'Append only.\nSee the handbook, chapter "Audit", before you read it.';
COMMENT ON COLUMN audit.log.action IS 'I, U, D, or T for TRUNCATE';
