-- since 13
-- A column of every built-in type that a table can have, with modifiers, arrays and defaults.

CREATE TABLE numbers (
    a smallint DEFAULT -1, b integer DEFAULT 0, c bigint DEFAULT 9223372036854775807,
    d numeric, e numeric(5), f numeric(10,3) DEFAULT -12.5, g real DEFAULT '1.5', h double precision DEFAULT 'NaN',
    i money DEFAULT 1.5, j oid, k float(20), l float(30), m decimal(6,2) DEFAULT 0.10
);

CREATE TABLE texts (
    a text DEFAULT 'x', b varchar, c varchar(10) DEFAULT 'abc'::text, d char, e char(5) DEFAULT 'ab', f bpchar, g "char" DEFAULT 'x',
    h name DEFAULT "current_user"(), i bytea DEFAULT '\xdeadbeef', j bit, k bit(3) DEFAULT B'101', l bit varying, m varbit(9),
    n uuid DEFAULT '00000000-0000-0000-0000-000000000000', o text DEFAULT E'tab\tand\nnewline\\', p text DEFAULT ''
);

CREATE TABLE times (
    a date DEFAULT '2026-02-28', b time, c time(3), d timetz, e timetz(0) DEFAULT '12:00:00+02', f timestamp, g timestamp(3),
    h timestamptz DEFAULT '2026-01-01 12:00:00+00', i timestamptz(6), j interval, k interval(2) DEFAULT '1 day 02:03:04.05',
    l interval year to month, m interval day, n interval day to second(3), o interval hour to minute DEFAULT '1:30',
    p date DEFAULT 'infinity', q timestamp DEFAULT localtimestamp(0), r time DEFAULT LOCALTIME, s timetz DEFAULT CURRENT_TIME(2),
    t timestamptz DEFAULT (now() AT TIME ZONE 'utc'), u timestamptz DEFAULT now() + '1 year'::interval, v date DEFAULT '-infinity'
);

CREATE TABLE nets (
    a inet DEFAULT '127.0.0.1', b cidr DEFAULT '10.0.0.0/8', c macaddr, d macaddr8 DEFAULT '08:00:2b:01:02:03:04:05', e pg_lsn
);

CREATE TABLE shapes (a point DEFAULT '(1,2)', b line, c lseg, d box, e path, f polygon, g circle DEFAULT '<(0,0),1>');

CREATE TABLE ranges (
    a int4range DEFAULT '[1,10)', b int8range, c numrange DEFAULT 'empty', d tsrange, e tstzrange, f daterange DEFAULT daterange(NULL, NULL)
);

CREATE TABLE documents (
    a json DEFAULT '{"a": [1, 2, {"b": null}]}', b jsonb DEFAULT '[]', c xml DEFAULT '<a/>', d jsonpath DEFAULT '$."a"[*]',
    e tsvector DEFAULT 'cat:3A dog'::tsvector, f tsquery DEFAULT 'a & !b'::tsquery, g tsvector DEFAULT ''
);

CREATE TABLE references_to_catalogs (
    a regclass DEFAULT 'pg_class', b regtype DEFAULT 'integer'::regtype, c regproc, d regprocedure, e regoper, f regoperator,
    g regconfig DEFAULT 'english', h regdictionary, i regnamespace, j regrole, k regcollation, l xid, m xid8, n cid, o tid,
    p txid_snapshot, q pg_snapshot, r aclitem, s int2vector, t oidvector, u refcursor
);

CREATE TABLE arrays (
    a integer[] DEFAULT '{1,2,3}', b text[][] DEFAULT ARRAY[['a','b'],['c','d']], c varchar(10)[] DEFAULT '{}'::varchar[],
    d numeric(10,2)[3], e timestamptz(0)[], f int4 ARRAY[4] DEFAULT ARRAY[1,2,3,4], g char(3)[] DEFAULT ARRAY['ab']::char(3)[],
    h bit(2)[], i interval day[], j jsonb[] DEFAULT ARRAY['{}'::jsonb], k uuid[] DEFAULT ARRAY[]::uuid[], l "char"[], m int4range[]
);

CREATE TABLE flags (a boolean DEFAULT true, b bool DEFAULT 'no', c bool DEFAULT (NOT true), d bool DEFAULT ((1 > 0) AND (2 IN (1, 2))));
