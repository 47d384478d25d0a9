#pragma once

#include "tests/property/generated_schema.hpp"
#include "tests/property/random.hpp"

namespace pgreconcile::test {

/// A schema over the whole format and what it has grown from, as far as PostgreSQL of this major release can. What grows
/// fits the rows that are there: nothing stands in the way of adding it.
GeneratedSchema generate(Random& random, int server_major);

}  // namespace pgreconcile::test
