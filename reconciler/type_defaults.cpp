#include "reconciler/type_defaults.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgreconcile::reconciler {
namespace {

using model::Storage;

// pg_type.typcollation and typstorage of PostgreSQL's own types, as sql::TypeName::base() spells them. An integration test
// asks the server.

constexpr auto kCollatable = std::to_array<std::string_view>({"bpchar", "character", "character varying", "text"});
static_assert(std::ranges::is_sorted(kCollatable));

// Their values have one length, or none is long.
constexpr auto kPlain = std::to_array<std::string_view>({"\"char\"",
                                                         "aclitem",
                                                         "bigint",
                                                         "boolean",
                                                         "box",
                                                         "cid",
                                                         "circle",
                                                         "date",
                                                         "double precision",
                                                         "gtsvector",
                                                         "int2vector",
                                                         "integer",
                                                         "interval",
                                                         "line",
                                                         "lseg",
                                                         "macaddr",
                                                         "macaddr8",
                                                         "money",
                                                         "name",
                                                         "oid",
                                                         "oidvector",
                                                         "pg_lsn",
                                                         "point",
                                                         "real",
                                                         "regclass",
                                                         "regcollation",
                                                         "regconfig",
                                                         "regdictionary",
                                                         "regnamespace",
                                                         "regoper",
                                                         "regoperator",
                                                         "regproc",
                                                         "regprocedure",
                                                         "regrole",
                                                         "regtype",
                                                         "smallint",
                                                         "tid",
                                                         "time with time zone",
                                                         "time without time zone",
                                                         "timestamp with time zone",
                                                         "timestamp without time zone",
                                                         "tsquery",
                                                         "uuid",
                                                         "xid",
                                                         "xid8"});
static_assert(std::ranges::is_sorted(kPlain));

constexpr auto kMain = std::to_array<std::string_view>({"cidr", "inet", "numeric"});
static_assert(std::ranges::is_sorted(kMain));

sql::ObjectName builtin(std::string name) { return {sql::Identifier("pg_catalog"), sql::Identifier(std::move(name))}; }

bool is_array(const sql::TypeName& type) { return type.canonical() != type.element(); }

}  // namespace

TypeDefaults::TypeDefaults(const model::Database& file) {
  for (const auto& domain : file.domains) domains_.emplace(domain.name.quoted(), &domain);
  for (const auto& type : file.enums) enums_.insert(type.name.quoted());
}

const model::Domain* TypeDefaults::find_domain(const sql::TypeName& type) const {
  const auto found = domains_.find(type.base());
  return found == domains_.end() ? nullptr : found->second;
}

std::optional<sql::ObjectName> TypeDefaults::collation_of(const sql::TypeName& type) const {
  if (const auto* domain = find_domain(type)) {
    return domain->collation ? domain->collation : collation_of(domain->type);
  }
  const auto base = type.base();
  if (base == "name") return builtin("C");
  return std::ranges::binary_search(kCollatable, base) ? std::optional(builtin("default")) : std::nullopt;
}

Storage TypeDefaults::storage_of(const sql::TypeName& type) const {
  if (is_array(type)) return Storage::Extended;
  if (const auto* domain = find_domain(type)) return storage_of(domain->type);
  const auto base = type.base();
  const bool is_plain = std::ranges::binary_search(kPlain, base) || base.starts_with("interval ");
  if (is_plain || enums_.contains(base)) return Storage::Plain;
  return std::ranges::binary_search(kMain, base) ? Storage::Main : Storage::Extended;
}

}  // namespace pgreconcile::reconciler
