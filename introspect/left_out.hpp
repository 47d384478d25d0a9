#pragma once

// Private to introspect.

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// What an export cannot say: sorted, each line once.
class LeftOut {
 public:
  void add(const std::string& object, const std::string& what) { lines_.insert(fmt::format("{}: {}", object, what)); }
  void add(const sql::QualifiedName& object, const std::string& what) { add(object.quoted(), what); }
  std::vector<std::string> lines() const { return {lines_.begin(), lines_.end()}; }

 private:
  std::set<std::string> lines_;
};

}  // namespace pgreconcile::introspect
