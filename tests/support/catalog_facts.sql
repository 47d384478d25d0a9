-- Everything that PostgreSQL 13–18 knows of the objects that somebody made in this database, a line a fact, in the
-- order of the lines. It shares nothing with introspect/: it judges what that has read. Columns that some majors
-- lack are read by way of to_jsonb(). NOT NULL is a column's fact, because as a constraint only PostgreSQL 18 has it.
-- The option pg_attver, which some builds stamp on every column that they make, is nobody's: pg_dump leaves it out too.
WITH
  -- what an extension owns is the extension's fact
  extension_member AS (
    SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
  ),
  schema AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
       AND ('pg_catalog.pg_namespace'::regclass, oid) NOT IN (SELECT classid, objid FROM extension_member)
  ),
  relation AS (
    SELECT class.*, class.oid::regclass::text AS name
      FROM pg_catalog.pg_class AS class JOIN schema ON schema.oid = relnamespace
     WHERE ('pg_catalog.pg_class'::regclass, class.oid) NOT IN (SELECT classid, objid FROM extension_member)
  ),
  attribute AS (
    SELECT attribute.*, to_jsonb(attribute) AS row,
           row_number() OVER (PARTITION BY attrelid ORDER BY attnum) AS position
      FROM pg_catalog.pg_attribute AS attribute
     WHERE attnum > 0 AND NOT attisdropped
  ),
  fact (text) AS (
    SELECT format('schema %I', nspname) FROM schema
    UNION ALL
    SELECT format('extension %I in %I', extname, nspname)
      FROM pg_catalog.pg_extension JOIN pg_catalog.pg_namespace ON pg_namespace.oid = extnamespace
    UNION ALL
    SELECT format('type %s: kind %s, base %s, not null %s, default %s, collation %s, labels %s', type.oid::regtype, typtype,
                  CASE typtype WHEN 'd' THEN format_type(typbasetype, typtypmod) END, typnotnull, typdefault,
                  NULLIF(typcollation, 0)::regcollation,
                  ARRAY(SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = type.oid ORDER BY enumsortorder))
      FROM pg_catalog.pg_type AS type JOIN schema ON schema.oid = typnamespace
     WHERE typtype <> 'b' AND ('pg_catalog.pg_type'::regclass, type.oid) NOT IN (SELECT classid, objid FROM extension_member)
    UNION ALL
    SELECT format('relation %s: kind %s, persistence %s, method %s, options %s, toast options %s, tablespace %s, '
                  'row security %s, replica identity %s, partitioned by %s, parents %s, bound %s',
                  name, relkind, relpersistence, amname,
                  ARRAY(SELECT unnest(reloptions) ORDER BY 1),
                  ARRAY(SELECT unnest(toast.reloptions) FROM pg_catalog.pg_class AS toast
                         WHERE toast.oid = relation.reltoastrelid ORDER BY 1),
                  spcname, relrowsecurity, relreplident, CASE relkind WHEN 'p' THEN pg_get_partkeydef(relation.oid) END,
                  ARRAY(SELECT inhparent::regclass FROM pg_catalog.pg_inherits WHERE inhrelid = relation.oid ORDER BY inhseqno),
                  pg_get_expr(relpartbound, relation.oid))
      FROM relation LEFT JOIN pg_catalog.pg_am ON pg_am.oid = relam
      LEFT JOIN pg_catalog.pg_tablespace ON pg_tablespace.oid = reltablespace
    UNION ALL
    SELECT format('column %s.%I: %s of them, %s, not null %s, default %s, identity "%s", generated "%s", collation %s, '
                  'storage %s, compression "%s", statistics %s, options %s, local %s, inherited %s',
                  name, attname, position, format_type(atttypid, atttypmod), attnotnull,
                  (SELECT pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef WHERE adrelid = attrelid AND adnum = attnum),
                  attidentity, attgenerated, NULLIF(attcollation, 0)::regcollation, attstorage,
                  attribute.row ->> 'attcompression', attstattarget,
                  ARRAY(SELECT option FROM unnest(attoptions) AS option WHERE option !~ '^pg_attver='), attislocal, attinhcount)
      FROM attribute JOIN relation ON relation.oid = attrelid
     WHERE relkind NOT IN ('i', 'I', 'S')
    UNION ALL
    SELECT format('sequence %s: %s, start %s, increment %s, min %s, max %s, cache %s, cycle %s, belongs to %s', name,
                  format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
                  (SELECT format('%s.%I (%s)', refobjid::regclass, attname, deptype)
                     FROM pg_catalog.pg_depend JOIN attribute ON attrelid = refobjid AND attnum = refobjsubid
                    WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = seqrelid AND deptype IN ('a', 'i')
                      AND refclassid = 'pg_catalog.pg_class'::regclass))
      FROM relation JOIN pg_catalog.pg_sequence ON seqrelid = relation.oid
    UNION ALL
    SELECT format('constraint %I on %s%s: %s, valid %s, local %s, inherited %s', conname, NULLIF(conrelid, 0)::regclass,
                  NULLIF(contypid, 0)::regtype, pg_get_constraintdef(oid), convalidated, conislocal, coninhcount)
      FROM pg_catalog.pg_constraint
     WHERE connamespace IN (SELECT oid FROM schema) AND contype <> 'n'
       AND ('pg_catalog.pg_constraint'::regclass, oid) NOT IN (SELECT classid, objid FROM extension_member)
       -- What PostgreSQL makes of a foreign key for each partition of its target is named and validated as it comes.
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS parent
                        WHERE parent.oid = pg_constraint.conparentid AND parent.conrelid = pg_constraint.conrelid)
    UNION ALL
    SELECT format('index %s: %s, valid %s, of constraint %s', name, pg_get_indexdef(relation.oid), indisvalid,
                  (SELECT conname FROM pg_catalog.pg_constraint WHERE conindid = relation.oid AND contype IN ('p', 'u', 'x')))
      FROM relation JOIN pg_catalog.pg_index ON indexrelid = relation.oid
    UNION ALL
    SELECT format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid), description)
      FROM pg_catalog.pg_description
     WHERE objoid >= 16384 AND (classoid, objoid) NOT IN (SELECT classid, objid FROM extension_member)
  )
SELECT text FROM fact ORDER BY text COLLATE "C"
