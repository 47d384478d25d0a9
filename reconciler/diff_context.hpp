#pragma once

#include <map>
#include <set>
#include <string>

#include "reconciler/default_names.hpp"
#include "reconciler/diff.hpp"
#include "src/model/by_name.hpp"

namespace pgreconcile::reconciler {

/// The columns that an expression names, by name.
std::vector<sql::Identifier> columns_in(const sql::Expression& expression);

/// What comparing one run shares: both sides, the answers so far, and where findings go.
class DiffContext {
 public:
  DiffContext(const model::Database& desired, const model::LiveDatabase& live, const model::Answers& answers,
              const DiffOptions& options)
      : desired_(desired),
        live_(live),
        answers_(answers),
        options_(options),
        desired_tables_(desired.tables),
        live_tables_(live.tables) {
    for (const auto& table : desired.tables) {
      for (const auto& partition : table.partitions) desired_partitions_.insert(partition.name);
    }
    for (const auto& sequence : live.sequences) {
      if (sequence.owned_by) owned_sequences_.emplace(*sequence.owned_by, &sequence);
    }
    for (const auto& object : live.unmanaged) unmanaged_[object.table].push_back(&object);
  }

  const model::Database& desired() const { return desired_; }
  const model::LiveDatabase& live() const { return live_; }
  const DiffOptions& options() const { return options_; }
  /// The declared table of that name, or null.
  const model::Table* find_desired_table(const sql::QualifiedName& table) const { return desired_tables_.find(table); }
  /// Whether the file declares a partition of that name.
  bool declares_partition(const sql::QualifiedName& partition) const { return desired_partitions_.contains(partition); }
  /// The live table of that name, or null.
  const model::Table* find_live_table(const sql::QualifiedName& table) const { return live_tables_.find(table); }
  /// What is below the live partitioned table of that name; null where nothing is.
  const model::PartitionTree* find_partition_tree(const sql::QualifiedName& table) const;
  /// All that is below it, at any depth.
  std::vector<sql::QualifiedName> tables_below(const sql::QualifiedName& table) const;
  /// What the table has that pgreconcile does not manage.
  std::vector<const model::UnmanagedObject*> unmanaged_on(const sql::QualifiedName& table) const;
  /// The live sequence that a column owns, or null. An identity column's is the column's own matter.
  const model::Sequence* find_sequence_of(const model::ColumnReference& column) const;

  /// True for a type that is neither there nor declared, where no extension is still to come and bring it.
  bool is_unknown(const sql::TypeName& type) const;

  std::size_t reported() const { return result_.differences.size(); }
  /// True where a step mends each difference that was reported after so many others.
  bool is_mended_after(std::size_t reported) const;
  void report(Difference difference) { result_.differences.push_back(std::move(difference)); }

  /// Compares two expressions on a table, and asks the server where that is not enough. `cast_to` is the column's
  /// canonical type for a default, empty for a check.
  model::Verdict compare(const model::ExpressionPair& pair);
  /// Unknown sizes are those of a table that may hold rows and is small.
  model::TableSize size_of(const sql::QualifiedName& table);
  /// Whether values of a type outside pg_catalog run code of the user's when they are made: a domain has checks and a
  /// default of its own, and a composite type may be made of domains. True as long as the server has not said.
  bool may_run_code(const std::string& type);
  /// The most harmful volatility among the functions that the expression calls on the table; Immutable where it calls none,
  /// and Foreign as long as the server has not said.
  model::Volatility volatility_of(const sql::Expression& expression, const sql::QualifiedName& table);

  /// The name that PostgreSQL gives to a partition's index over the columns, or the next one that neither the database,
  /// nor the file, nor another new index has. `nearby` are names that are taken.
  sql::Identifier take_name_of_part(const sql::QualifiedName& partition, const std::vector<sql::Identifier>& columns,
                                    std::string_view suffix, const std::set<sql::QualifiedName>& nearby);
  /// What a partition has of its own, as the catalog's reader says it, and what is half done, with its own report.
  void account_for(const sql::QualifiedName& partition, std::string feature) {
    accounted_for_[partition].insert(std::move(feature));
  }
  bool is_accounted_for(const sql::QualifiedName& partition, const std::string& feature) const;

  DiffResult take_result() { return std::move(result_); }

 private:
  /// A domain that is still to be created: the server cannot be asked about it.
  bool is_new_domain(const std::string& type) const;
  /// Of a column in the file and, where it is there, in the database.
  bool has_builtin_type(const sql::QualifiedName& table, const std::string& column) const;

  const model::Database& desired_;
  const model::LiveDatabase& live_;
  const model::Answers& answers_;
  const DiffOptions& options_;
  DiffResult result_;
  model::ByName<model::Table> desired_tables_;
  std::set<sql::QualifiedName> desired_partitions_;
  model::ByName<model::Table> live_tables_;
  std::map<model::ColumnReference, const model::Sequence*> owned_sequences_;
  std::map<sql::QualifiedName, std::vector<const model::UnmanagedObject*>> unmanaged_;
  std::optional<std::set<sql::QualifiedName>>
      names_in_use_;  // of the file, and of parts so far; once they are asked for
  std::map<sql::QualifiedName, std::set<std::string>> accounted_for_;
};

/// A declared table that exists, and what comparing its parts finds out about it.
struct TablePair {
  const model::Table& desired;
  const model::Table& live;
  DefaultNames default_names;
  TableKind kind = TableKind::Plain;  ///< of the live one
  /// Declared columns that are neither there nor can be added.
  std::set<sql::Identifier> unavailable_columns = {};
};

void diff_columns(DiffContext& context, TablePair& tables);
void diff_keys(DiffContext& context, TablePair& tables, std::set<sql::Identifier>& used_indexes);
void diff_checks(DiffContext& context, TablePair& tables);
void diff_foreign_keys(DiffContext& context, TablePair& tables);
void diff_exclusions(DiffContext& context, TablePair& tables);
void diff_table_options(DiffContext& context, const TablePair& tables);
/// How the table is partitioned, and into what.
void diff_partitions(DiffContext& context, const TablePair& tables);
/// Tables of the file's schemas that the file does not have, as far as they were looked for.
void report_undeclared_tables(DiffContext& context);
void diff_indexes(DiffContext& context, const TablePair& tables, const std::set<sql::Identifier>& used_indexes);

/// One attribute of an object on both sides, as SQL spells it.
struct Attribute {
  std::string name;
  std::string desired;
  std::string live;
};

/// `a > 0`, or nothing.
std::string text_of(const std::optional<sql::Expression>& expression);

/// Nobody could tell whether the two differ: the difference says why, and advises nothing. `what` is compared: `checks`.
void make_unknown(Difference& difference, std::string_view what, const model::Verdict& verdict);

/// The difference that stands for what the catalog has and the model does not know yet; nothing where there is none.
void report_unmodelled(DiffContext& context, const model::Unmodelled& unmodelled, const std::string& object,
                       const SourceLocation& source);

/// What there is on a table or partition that a file cannot say.
void report_unmanaged(DiffContext& context, const sql::QualifiedName& table, const SourceLocation& source);

/// True, and reported as blocked, where one of the columns cannot be had.
bool blocked_by_column(DiffContext& context, const TablePair& tables, const std::vector<sql::Identifier>& columns,
                       const std::string& object, const std::string& attribute, const SourceLocation& source);

/// A declared constraint and the live one that it pairs with, as far as every kind of constraint has them.
struct ConstraintNames {
  const sql::Identifier& desired;
  const sql::Identifier& live;
};

/// The same constraint under another name: left as it is.
void report_renamed_constraint(DiffContext& context, const TablePair& tables, const ConstraintNames& names,
                               const SourceLocation& source);

/// A constraint whose index is invalid; `definition` makes it anew, name and all.
void report_invalid_constraint(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                               std::string_view definition, const SourceLocation& source);
/// A live constraint that the file does not have. `attribute` is its kind, `clause` its definition.
void report_extra_constraint(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                             const std::string& attribute, const std::string& clause);

/// A constraint that the file wants valid and the database has not. `target` is the table that a foreign key refers to.
template <typename Constraint>
void diff_validity(DiffContext& context, const TablePair& tables, const Constraint& desired, const Constraint& live,
                   const std::optional<sql::QualifiedName>& target) {
  if (desired.validity == model::Validity::NotValid || live.validity == model::Validity::Valid) return;
  context.report({.difference_class = DifferenceClass::Missing,
                  .object = object_name(tables.desired.name, *live.name),
                  .attribute = "validated",
                  .desired = "VALID",
                  .live = "NOT VALID",
                  .message = "constraint is not validated",
                  .source = desired.origin.where,
                  .remedy = ValidateConstraint{tables.desired.name, *live.name, target,
                                               context.tables_below(tables.desired.name)}});
}

/// True, and reported as a conflict, where a constraint of another kind on the table has the name. `attribute` is the
/// declared constraint's kind.
bool constraint_name_is_taken(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                              const std::string& attribute, const SourceLocation& source);

/// True, and reported as a conflict, where a relation has the name that an index of `table` wants.
/// REQUIRES: no index of the table that could be the wanted one has it.
bool name_is_taken(DiffContext& context, const sql::QualifiedName& table, const sql::Identifier& index,
                   const SourceLocation& source);

/// True, and reported as a conflict, where a relation has the name of a partition to be made.
bool partition_name_is_taken(DiffContext& context, const model::Partition& partition);

/// True, and reported as blocked, where the table that the foreign key refers to is of another kind or does not come.
/// REQUIRES: the key has its name.
bool target_is_missing(DiffContext& context, const model::Table& table, const model::ForeignKey& key);

}  // namespace pgreconcile::reconciler
