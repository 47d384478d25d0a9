-- since 13
-- A queue in the database, with the partial indexes that it lives from and storage parameters for its churn.

CREATE TYPE job_state AS ENUM ('ready', 'running', 'done', 'failed');

CREATE TABLE queues (
    name            text PRIMARY KEY,
    concurrency     integer NOT NULL DEFAULT 10 CHECK (concurrency > 0),
    paused          boolean NOT NULL DEFAULT FALSE
);

CREATE TABLE jobs (
    id              bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    queue           text NOT NULL DEFAULT 'default' REFERENCES queues (name) ON UPDATE CASCADE,
    state           job_state NOT NULL DEFAULT 'ready',
    priority        smallint NOT NULL DEFAULT 0,
    payload         json NOT NULL DEFAULT '{}',
    attempts        integer NOT NULL DEFAULT 0,
    max_attempts    integer NOT NULL DEFAULT 25,
    unique_key      text,
    run_at          timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    locked_at       timestamptz,
    locked_by       text,
    timeout         interval NOT NULL DEFAULT '00:05:00',
    last_error      text,
    CONSTRAINT locked_by_somebody CHECK ((locked_at IS NULL) = (locked_by IS NULL)),
    CHECK (attempts <= max_attempts)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX jobs_to_do ON jobs (queue, priority DESC, run_at, id) WHERE state = 'ready' AND locked_at IS NULL;
CREATE INDEX jobs_stuck ON jobs (locked_at) WHERE state = 'running';
CREATE UNIQUE INDEX jobs_once ON jobs (queue, unique_key) WHERE unique_key IS NOT NULL AND state IN ('ready', 'running');
CREATE INDEX jobs_failed_lately ON jobs ((date_trunc('day', run_at AT TIME ZONE 'UTC'))) WHERE state = 'failed';

CREATE UNLOGGED TABLE heartbeats (
    worker          text PRIMARY KEY,
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    host            inet,
    pid             integer
) WITH (autovacuum_enabled = false);

CREATE TABLE schedules (
    id              smallserial PRIMARY KEY,
    cron            text NOT NULL CHECK (array_length(string_to_array(cron, ' '), 1) = 5),
    queue           text NOT NULL REFERENCES queues,
    args            text[] NOT NULL DEFAULT '{}',
    next_run        timestamptz,
    UNIQUE (cron, queue, args)
);
