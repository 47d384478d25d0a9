-- since 13
-- Measurements: partitioned by range with a default partition, by hash and by list, keys and indexes on the parents.

CREATE TABLE sensors (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL UNIQUE,
    location    point,
    unit        varchar(12) NOT NULL DEFAULT '°C'
);

CREATE TABLE readings (
    at          timestamptz NOT NULL,
    sensor_id   integer NOT NULL REFERENCES sensors,
    value       double precision,
    quality     smallint NOT NULL DEFAULT 0 CHECK (quality BETWEEN 0 AND 3),
    PRIMARY KEY (sensor_id, at)
) PARTITION BY RANGE (at);

CREATE TABLE readings_old PARTITION OF readings FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00');
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
CREATE INDEX readings_at_brin ON readings USING brin (at) WITH (pages_per_range = 32);

CREATE TABLE events (
    id          bigint NOT NULL,
    device      uuid NOT NULL,
    payload     jsonb,
    PRIMARY KEY (device, id)
) PARTITION BY HASH (device);
CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE events_1 PARTITION OF events FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE events_2 PARTITION OF events FOR VALUES WITH (MODULUS 3, REMAINDER 2);

CREATE TABLE alarms (
    region      text,
    level       integer NOT NULL DEFAULT 1,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    message     text
) PARTITION BY LIST (region);
CREATE TABLE alarms_europe PARTITION OF alarms FOR VALUES IN ('de', 'fr', 'it''s');
CREATE TABLE alarms_nowhere PARTITION OF alarms FOR VALUES IN (NULL);
CREATE INDEX ON alarms (raised_at DESC);

-- over two columns, an expression among them
CREATE TABLE counters (
    bucket      integer NOT NULL,
    name        text NOT NULL,
    hits        bigint NOT NULL DEFAULT 0
) PARTITION BY RANGE (bucket, lower(name));
CREATE TABLE counters_low PARTITION OF counters FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, 'm');
CREATE TABLE counters_high PARTITION OF counters FOR VALUES FROM (10, 'm') TO (MAXVALUE, MAXVALUE);
