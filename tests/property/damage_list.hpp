#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/property/damage.hpp"

namespace pgreconcile::test {

/// Damages as they are thought of, each at the place that was named last.
class DamageList {
 public:
  void at(std::string place) { place_ = std::move(place); }

  template <typename... Arguments>
  void add(const std::string& difference_class, const std::string& object, const std::string& attribute,
           fmt::format_string<Arguments...> sql, Arguments&&... arguments) {
    add_all({{difference_class, object, attribute}}, fmt::format(sql, std::forward<Arguments>(arguments)...));
  }

  void add_all(const std::vector<NamedDifference>& differences, const std::string& sql) {
    damages_.push_back({place_, sql, differences});
  }

  const std::vector<Damage>& damages() const { return damages_; }

 private:
  std::string place_;
  std::vector<Damage> damages_;
};

/// A name as SQL and reports show it. No name of the generator's is a keyword.
inline std::string shown(const std::string& name) { return short_name(name); }

inline std::string shown(const std::string& schema, const std::string& name) {
  return shown(schema) + "." + shown(name);
}

inline bool says(const std::string& sql, const std::string& words) { return sql.find(words) != std::string::npos; }

/// Those of what is no table: schemas, extensions, enums, domains and sequences.
std::vector<Damage> damages_of_types(const GeneratedSchema& schema);

}  // namespace pgreconcile::test
