#include "tests/property/slate.hpp"

#include <stdexcept>

#include "tests/support/catalog_facts.hpp"

namespace pgreconcile::test {

Slate::Slate() {
  wipe();
  facts_ = catalog_facts(database_);
}

void Slate::wipe() const {
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
}

const TestDatabase& Slate::wiped() const {
  wipe();
  const auto left = catalog_facts(database_);
  if (left != facts_) throw std::runtime_error("the database does not get empty:\n" + left);
  return database_;
}

}  // namespace pgreconcile::test
