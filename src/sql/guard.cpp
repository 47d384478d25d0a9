#include "src/sql/guard.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/sql/do_block.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kThen = ")\n  THEN\n    ";
constexpr std::string_view kEnd = ";\n  END IF;\nEND\n";

// `'app.t'::pg_catalog.regclass`
std::string oid_of(const QualifiedName& name, std::string_view type) {
  return fmt::format("{}::pg_catalog.{}", quote_literal(name.quoted()), type);
}

// The names of the columns of `relation` whose numbers are in `attnums` are those, in that order.
std::string has_columns(std::string_view attnums, std::string_view relation, const std::vector<Identifier>& columns) {
  std::vector<std::string> literals;
  for (const auto& column : columns) literals.push_back(quote_literal(column.name()));
  return fmt::format(
      "ARRAY(\n"
      "            SELECT attname FROM pg_catalog.unnest({}) WITH ORDINALITY AS key (number, place)\n"
      "              JOIN pg_catalog.pg_attribute ON attrelid = {} AND attnum = number\n"
      "             ORDER BY place) = ARRAY[{}]::pg_catalog.name[]",
      attnums, relation, fmt::join(literals, ", "));
}

// True of the rows of pg_constraint that are foreign keys of that structure.
std::string condition(const ForeignKeyStructure& key) {
  return fmt::format(
      "confrelid = {}\n"
      "          AND confupdtype = '{}' AND confdeltype = '{}' AND confmatchtype = '{}'\n"
      "          AND condeferrable = {} AND condeferred = {}\n"
      "          AND {}\n"
      "          AND {}",
      oid_of(key.target, "regclass"), key.on_update, key.on_delete, key.match, key.deferrable, key.deferred,
      has_columns("conkey", "conrelid", key.columns), has_columns("confkey", "confrelid", key.target_columns));
}

// The query that finds what the statement would make, or what is in its way.
struct Query {
  std::string operator()(const ConstraintGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_constraint\n"
        "     WHERE conrelid = {} AND conname = {} AND contype = '{}'",
        oid_of(guard.table, "regclass"), quote_literal(guard.constraint.name()), static_cast<char>(guard.type));
  }
  std::string operator()(const ForeignKeyPartsGuard& guard) const {
    return fmt::format(
        "{}\n"
        "    UNION ALL\n"
        "    SELECT FROM pg_catalog.pg_partition_tree({}) AS part\n"
        "     CROSS JOIN LATERAL (\n"
        "       SELECT pg_catalog.bool_or(convalidated) AS validated FROM pg_catalog.pg_constraint\n"
        "        WHERE conrelid = relid AND contype = 'f' AND {}) AS same\n"
        "     WHERE isleaf AND COALESCE(NOT validated, pg_catalog.pg_relation_size(relid) > 0)",
        (*this)(ConstraintGuard{guard.table, guard.constraint, ConstraintType::ForeignKey}),
        oid_of(guard.table, "regclass"), condition(guard.structure));
  }
  std::string operator()(const PartitionGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_inherits\n"
        "     WHERE inhrelid = {0} AND inhparent = {1}\n"
        "    UNION ALL\n"
        "    SELECT FROM pg_catalog.pg_class\n"
        "     WHERE oid = {0} AND xmin <> pg_catalog.pg_current_xact_id()::pg_catalog.xid",
        oid_of(guard.partition, "regclass"), oid_of(guard.parent, "regclass"));
  }
  std::string operator()(const TypeGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace ON pg_namespace.oid = typnamespace\n"
        "     WHERE nspname = {} AND typname = {}",
        quote_literal(guard.type.schema.name()), quote_literal(guard.type.name.name()));
  }
  std::string operator()(const DomainCheckGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_constraint\n"
        "     WHERE contypid = {} AND conname = {} AND contype = 'c'",
        oid_of(guard.domain, "regtype"), quote_literal(guard.constraint.name()));
  }
  // https://www.postgresql.org/docs/current/catalog-pg-depend.html: a column owns by 'a', an identity column by 'i'
  std::string operator()(const SequenceOwnerGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_depend\n"
        "     WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = {}\n"
        "       AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i')",
        oid_of(guard.sequence, "regclass"));
  }
  std::string operator()(const CommentGuard& guard) const {
    const auto relation = oid_of(guard.relation, "regclass");
    const auto part =
        guard.column ? fmt::format("(SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = {} AND attname = {})",
                                   relation, quote_literal(guard.column->name()))
                     : std::string("0");
    return fmt::format(
        "SELECT FROM pg_catalog.pg_description\n"
        "     WHERE classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objoid = {}\n"
        "       AND objsubid = {}",
        relation, part);
  }
  std::string operator()(const StorageGuard& guard) const {
    return fmt::format(
        "SELECT FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type ON pg_type.oid = atttypid\n"
        "     WHERE attrelid = {} AND attname = {} AND attstorage <> typstorage",
        oid_of(guard.table, "regclass"), quote_literal(guard.column.name()));
  }
};

// Where the statement starts. The names before it may hold anything, but stand in literals, where every quote is doubled:
// what follows an even number of quotes is the guard's own.
std::size_t find_statement(std::string_view block) {
  for (auto then = block.find(kThen); then != std::string_view::npos; then = block.find(kThen, then + 1)) {
    if (std::ranges::count(block.substr(0, then), '\'') % 2 == 0) return then + kThen.size();
  }
  return std::string_view::npos;
}

}  // namespace

std::string with_guard(const Guard& guard, std::string_view statement) {
  return do_block(
      fmt::format("BEGIN\n  IF NOT EXISTS (\n    {}{}{}{}", std::visit(Query{}, guard), kThen, statement, kEnd));
}

std::optional<std::string> without_guard(std::string_view block) {
  if (!block.starts_with("DO $ddl")) return std::nullopt;
  const auto start = find_statement(block);
  const auto end = block.rfind(kEnd);
  if (start == std::string_view::npos || end == std::string_view::npos || start > end) return std::nullopt;
  return std::string(block.substr(start, end - start));
}

}  // namespace pgreconcile::sql
