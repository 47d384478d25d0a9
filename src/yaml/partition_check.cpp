// The rules of partitioned tables; declared in table_check.hpp.
// https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS

#include <fmt/format.h>

#include <algorithm>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/partition_format.hpp"
#include "src/yaml/table_check.hpp"

namespace pgreconcile::yaml {
namespace {

void refuse_second_default(const model::Table& table, FileContext& file) {
  const model::Partition* first = nullptr;
  for (const auto& partition : table.partitions) {
    if (!std::holds_alternative<model::DefaultBound>(partition.bound)) continue;
    if (first == nullptr) {
      first = &partition;
      continue;
    }
    file.problems.add_second(partition.origin.where,
                             fmt::format("table \"{}\" has a second default partition", table.name.name.name()),
                             first->origin.where);
  }
}

// What is unique has to be so within each partition.
class UniquenessRule {
 public:
  UniquenessRule(const model::Table& table, FileContext& file) : key_(*table.partition_by), file_(file) {}

  void check(const std::string& subject, const model::Origin& origin,
             const std::vector<sql::Identifier>& columns) const {
    for (const auto& element : key_.elements) {
      const auto* column = std::get_if<sql::Identifier>(&element.key);
      if (column == nullptr) {
        file_.problems.add(origin.where,
                           fmt::format("{} cannot stand on a table that is partitioned by an expression", subject));
        return;
      }
      if (std::ranges::find(columns, *column) != columns.end()) continue;
      file_.problems.add(origin.where, fmt::format("{} lacks column \"{}\", by which the table is partitioned", subject,
                                                   column->name()));
    }
  }

 private:
  const model::PartitionKey& key_;
  FileContext& file_;
};

std::vector<sql::Identifier> columns_of(const model::Index& index) {
  std::vector<sql::Identifier> columns;
  for (const auto& element : index.elements) {
    if (element.column() != nullptr) columns.push_back(*element.column());
  }
  return columns;
}

void check_uniqueness(const model::Table& table, FileContext& file) {
  const UniquenessRule rule(table, file);
  if (const auto& key = table.primary_key) rule.check("the primary key", key->origin, key->columns);
  for (const auto& key : table.unique) {
    rule.check(describe("unique constraint", key.name, key.columns), key.origin, key.columns);
  }
  for (const auto& index : table.indexes) {
    if (index.uniqueness == model::Uniqueness::NotUnique) continue;
    rule.check(fmt::format("unique index \"{}\"", index.name.name()), index.origin, columns_of(index));
  }
}

void refuse_generated_keys(const model::Table& table, FileContext& file) {
  for (const auto& element : table.partition_by->elements) {
    const auto* name = std::get_if<sql::Identifier>(&element.key);
    const auto* column = name == nullptr ? nullptr : table.find_column(*name);
    if (column == nullptr || !column->generated) continue;
    file.problems.add(table.partition_by->origin.where,
                      fmt::format("\"partition_by\" names column \"{}\", which is generated", name->name()));
  }
}

void refuse_what_has_no_storage(const model::Table& table, const Node& node, FileContext& file) {
  if (table.persistence == model::Persistence::Unlogged) {
    file.problems.add(offset_of_key(node, "unlogged"), "a partitioned table cannot be unlogged");
  }
  if (!table.storage_parameters.empty()) {
    file.problems.add(offset_of_key(node, "with"), "a partitioned table has no storage parameters");
  }
}

void refuse_checks_of_its_own(const model::Table& table, FileContext& file) {
  for (const auto& check : table.checks) {
    if (check.inheritance == model::Inheritance::Inherit) continue;
    file.problems.add(
        check.origin.where,
        fmt::format("{}: the partitions of a table have all of its checks", describe("check", check.name, {})),
        "remove \"no_inherit: true\"");
  }
}

}  // namespace

void check_partitioning(const model::Table& table, const Node& node, FileContext& file) {
  if (node.mapping() == nullptr) return;
  if (find_entry(*node.mapping(), "partition_by") == nullptr && !node.cut_off) {
    if (!table.partitions.empty()) {
      file.problems.add(offset_of_key(node, "partitions"), "\"partitions\" needs \"partition_by\"");
    }
    return;
  }
  if (!table.partition_by) return;
  for (const auto& partition : table.partitions) refuse_unfit_bound(partition, *table.partition_by, file);
  refuse_second_default(table, file);
  check_uniqueness(table, file);
  refuse_generated_keys(table, file);
  refuse_what_has_no_storage(table, node, file);
  refuse_checks_of_its_own(table, file);
}

}  // namespace pgreconcile::yaml
