#pragma once

// Private to src/db.

#include <pqxx/pqxx>

#include "src/db/result.hpp"

namespace pgreconcile::db {

struct Result::Rows {
  pqxx::result result;
};

inline Result make_result(const pqxx::result& result) {
  return Result(std::make_shared<const Result::Rows>(Result::Rows{result}));
}

}  // namespace pgreconcile::db
