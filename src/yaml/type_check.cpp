// Whether the types that the file names can exist; declared in cross_check.hpp.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "src/base/suggestion.hpp"
#include "src/sql/builtin_types.hpp"
#include "src/yaml/cross_check.hpp"

namespace pgreconcile::yaml {
namespace {

// Extensions of PostgreSQL's own that bring no type which a column could have.
constexpr auto kWithoutTypes =
    std::to_array<std::string_view>({"btree_gin", "btree_gist", "fuzzystrmatch", "pg_stat_statements", "pg_trgm",
                                     "pgcrypto", "plpgsql", "postgres_fdw", "tablefunc", "unaccent", "uuid-ossp"});

bool may_bring_types(const model::Extension& extension) {
  return std::ranges::find(kWithoutTypes, extension.name.name()) == kWithoutTypes.end();
}

// The name as it is written, where it is a word without a schema; empty otherwise.
std::string bare_word(const sql::TypeName& type) {
  const auto word = type.text().substr(0, type.text().find_first_of("([ "));
  return word.find_first_of(".\"") == std::string::npos ? word : std::string();
}

std::set<std::string> declared_types(const model::Database& database) {
  std::set<std::string> names;
  for (const auto& type : database.enums) names.insert(type.name.quoted());
  for (const auto& type : database.domains) names.insert(type.name.quoted());
  for (const auto& table : database.tables) {
    names.insert(table.name.quoted());
    for (const auto& partition : table.partitions) names.insert(partition.name.quoted());
  }
  return names;
}

void refuse_misspelt_types(const DatabaseDraft& draft, Problems& problems) {
  if (std::ranges::any_of(draft.database.extensions, may_bring_types)) return;
  const auto declared = declared_types(draft.database);
  for (const auto& [type, where] : draft.types) {
    const auto word = bare_word(type);
    if (type.is_builtin() || word.empty() || declared.contains(type.base())) continue;
    const auto meant = nearest(word, sql::builtin_type_names());
    if (meant.empty()) continue;
    problems.add(where, fmt::format("type \"{}\" is not built in and not declared in the file", word),
                 did_you_mean(meant));
  }
}

// From a domain by way of what it is made of, until it ends or comes back.
std::vector<std::string> chain_from(const std::string& start, const std::map<std::string, std::string>& made_of) {
  std::vector<std::string> chain{start};
  for (auto next = made_of.find(start); next != made_of.end(); next = made_of.find(chain.back())) {
    const bool is_known = std::ranges::find(chain, next->second) != chain.end();
    chain.push_back(next->second);
    if (is_known) break;
  }
  return chain;
}

void refuse_cycles(const model::Database& database, Problems& problems) {
  std::map<std::string, std::string> made_of;
  for (const auto& domain : database.domains) {
    made_of.emplace(domain.name.quoted(), domain.type.base());
  }
  std::set<std::string> reported;
  for (const auto& domain : database.domains) {
    const auto chain = chain_from(domain.name.quoted(), made_of);
    if (chain.size() < 2 || chain.front() != chain.back() || reported.contains(chain.front())) continue;
    reported.insert(chain.begin(), chain.end());
    problems.add(domain.origin.where,
                 fmt::format("domain \"{}\" is made of itself: {}", domain.name.name.name(), fmt::join(chain, ", ")));
  }
}

}  // namespace

void check_types(const DatabaseDraft& draft, Problems& problems) {
  refuse_misspelt_types(draft, problems);
  refuse_cycles(draft.database, problems);
}

}  // namespace pgreconcile::yaml
