#pragma once

#include <string>

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// All that PostgreSQL 13–18 knows of the objects in a database, a line a fact (catalog_facts.sql): equal for equal
/// databases of one server. Shares nothing with introspect/, which it judges.
std::string catalog_facts(const TestDatabase& database);

/// Makes the server's text of each expression what it is after one dump and reload (settle_expressions.sql): the text of
/// `varchar IN (…)` changes once when it is fed back. For servers that pg_dump refuses there is no other way.
void settle_expressions(const TestDatabase& database);

}  // namespace pgreconcile::test
