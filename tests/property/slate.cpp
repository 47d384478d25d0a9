#include "tests/property/slate.hpp"

#include "tests/support/other_tablespace.hpp"

namespace pgreconcile::test {

Slate::Slate() { make_other_tablespace(); }

const TestDatabase& Slate::wiped() const {
  // All that a seed makes lies in a schema, but for extensions.
  database_.execute(R"(
    SET client_min_messages = warning;
    DO $$
    DECLARE
      name text;
    BEGIN
      FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
        EXECUTE format('DROP EXTENSION %I CASCADE', name);
      END LOOP;
      FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
      END LOOP;
    END
    $$;
    CREATE SCHEMA public)");
  return database_;
}

}  // namespace pgreconcile::test
