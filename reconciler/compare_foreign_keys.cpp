#include "reconciler/compare_foreign_keys.hpp"

#include <set>

namespace pgreconcile::reconciler {
namespace {

using model::ForeignKey;

// All of the key's columns where it names none. https://www.postgresql.org/docs/current/sql-createtable.html
std::set<sql::Identifier> columns_set_on_delete(const ForeignKey& key) {
  const auto& columns = key.on_delete_columns.empty() ? key.columns : key.on_delete_columns;
  return {columns.begin(), columns.end()};
}

}  // namespace

bool same_reference(const ForeignKey& a, const ForeignKey& b) {
  return a.columns == b.columns && a.target == b.target && a.target_columns == b.target_columns;
}

bool same_on_delete(const ForeignKey& a, const ForeignKey& b) {
  return a.on_delete == b.on_delete && columns_set_on_delete(a) == columns_set_on_delete(b);
}

bool same_structure(const ForeignKey& a, const ForeignKey& b) {
  return same_reference(a, b) && same_on_delete(a, b) && a.on_update == b.on_update && a.match == b.match &&
         a.deferrability == b.deferrability && a.unmodelled.empty() && b.unmodelled.empty();
}

}  // namespace pgreconcile::reconciler
