#pragma once

#include <string>

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// The schema file with every key, as far as the throwaway server knows what is in it.
std::string every_key();

}  // namespace pgreconcile::test
