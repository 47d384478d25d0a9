-- Feeds each expression of a check, a predicate, an index, an exclusion constraint or a default back to the server, as a
-- dump and its reload would: PostgreSQL's own text of `varchar IN (…)` is another one from then on. Generated columns are
-- left as they are, because before PostgreSQL 17 nothing but a new column gives them an expression.
DO $$
DECLARE
  command text;
BEGIN
  PERFORM set_config('search_path', '', true);
  FOR command IN
    SELECT format('ALTER %s %s DROP CONSTRAINT %I; ALTER %1$s %2$s ADD CONSTRAINT %3$I %s',
                  CASE contypid WHEN 0 THEN 'TABLE' ELSE 'DOMAIN' END,
                  COALESCE(NULLIF(conrelid, 0)::regclass::text, contypid::regtype::text), conname, pg_get_constraintdef(c.oid))
      FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = connamespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND contype IN ('c', 'x') AND coninhcount = 0
    UNION ALL
    SELECT format('DROP INDEX %s; %s; COMMENT ON INDEX %1$s IS %3$L', indexrelid::regclass, pg_get_indexdef(indexrelid),
                  obj_description(indexrelid, 'pg_class'))
      FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_namespace AS n ON n.oid = relnamespace
     WHERE nspname !~ '^pg_' AND NOT relispartition AND (indexprs IS NOT NULL OR indpred IS NOT NULL)
       AND indexrelid NOT IN (SELECT conindid FROM pg_constraint)
    UNION ALL
    SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s', attrelid::regclass, attname, pg_get_expr(adbin, adrelid))
      FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum JOIN pg_class AS c ON c.oid = adrelid
      JOIN pg_namespace AS n ON n.oid = relnamespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND attgenerated = ''
  LOOP
    EXECUTE command;
  END LOOP;
END
$$
