#include "introspect/declared_form.hpp"

#include <algorithm>

#include "src/model/default_name.hpp"
#include "src/sql/equivalence.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/readable_expression.hpp"

namespace pgreconcile::introspect {
namespace {

std::string constraint_label(const std::optional<sql::Identifier>& name) {
  return fmt::format("constraint {}", name->quoted());
}

std::string column_label(const model::Table& table, const model::Column& column) {
  return table.name.quoted() + "." + column.name.quoted();
}

// Only what a file could hold: a sub-select or a dangerous call may have been put into a default by hand.
bool can_be_said(const sql::Expression& expression) {
  return std::holds_alternative<sql::Expression>(sql::parse_expression(expression.text()));
}

void shorten(std::optional<sql::ObjectName>& name, const DeclaredContext& context) {
  if (name && name->schema && std::ranges::find(context.search_path, *name->schema) != context.search_path.end()) {
    name->schema.reset();
  }
}

// `public.mood` is `mood` in a file whose schema is public.
sql::TypeName short_type(const sql::TypeName& type, const sql::Identifier& schema) {
  const auto prefix = schema.quoted() + ".";
  if (!type.canonical().starts_with(prefix)) return type;
  const auto shorter = sql::parse_type_name(type.canonical().substr(prefix.size()), schema);
  const auto* name = std::get_if<sql::TypeName>(&shorter);
  return name != nullptr && *name == type ? *name : type;
}

// `'x'::the column's type` is the literal x.
sql::Expression as_literal(const sql::Expression& expression, const sql::TypeName& type) {
  const auto literal = sql::sole_string_literal(expression, type.canonical());
  return literal ? sql::literal_expression(*literal) : expression;
}

// Drops the expression where no file could hold it.
void keep_if_sayable(std::optional<sql::Expression>& expression, const std::string& object, std::string_view keyword,
                     LeftOut& left_out) {
  if (!expression || can_be_said(*expression)) return;
  left_out.add(object, fmt::format("{} {}", keyword, expression->text()));
  expression.reset();
}

void forget_unmodelled(model::Unmodelled& unmodelled, const std::string& object, LeftOut& left_out) {
  for (const auto& text : unmodelled) left_out.add(object, text);
  unmodelled.clear();
}

using Sequences = std::map<sql::QualifiedName, model::Sequence>;

// The sequence that CREATE TABLE would give to a serial column.
Sequences::const_iterator find_serial_sequence(const model::Table& table, const model::Column& column,
                                               const Sequences& sequences) {
  const sql::QualifiedName name{table.name.schema,
                                model::default_constraint_name(table.name.name, {column.name}, "seq")};
  const auto from_it = fmt::format("nextval({}::regclass)", sql::quote_literal(name.quoted()));
  const auto found = sequences.find(name);
  const bool serves = found != sequences.end() &&
                      found->second.owned_by == model::ColumnReference{table.name, column.name} &&
                      sql::known_equal(from_it, column.default_value->text(), "");
  return serves ? found : sequences.end();
}

void settle_serial(const model::Table& table, model::Column& column, Sequences& sequences) {
  if (column.serial == model::Serial::No || !column.default_value) return;
  const auto sequence = find_serial_sequence(table, column, sequences);
  if (sequence == sequences.end()) {
    column.serial = model::Serial::No;
    return;
  }
  sequences.erase(sequence);
  column.default_value.reset();
}

void settle_identity(const model::Table& table, model::Column& column, LeftOut& left_out) {
  if (!column.identity) return;
  auto& sequence = column.identity->sequence;
  if (sequence && *sequence != model::default_constraint_name(table.name.name, {column.name}, "seq")) {
    left_out.add(column_label(table, column), "identity sequence " + sequence->quoted());
  }
  sequence.reset();
}

void settle_column(const model::Table& table, model::Column& column, DeclaredContext& context) {
  const auto label = column_label(table, column);
  settle_serial(table, column, context.sequences);
  settle_identity(table, column, context.left_out);
  keep_if_sayable(column.default_value, label, "DEFAULT", context.left_out);
  keep_if_sayable(column.generated, label, "GENERATED ALWAYS AS", context.left_out);
  forget_unmodelled(column.unmodelled, label, context.left_out);
  if (column.default_value) column.default_value = as_literal(*column.default_value, column.type);
  if (column.collation == column.type_defaults.collation) column.collation.reset();
  if (column.storage == column.type_defaults.storage) column.storage.reset();
  column.type_defaults = {};
  shorten(column.collation, context);
  column.type = short_type(column.type, context.default_schema);
}

void settle_columns(model::Table& table, DeclaredContext& context) {
  const auto is_virtual = [](const model::Column& column) {
    return std::ranges::any_of(column.unmodelled,
                               [](const std::string& text) { return text.starts_with("GENERATED"); });
  };
  for (const auto& column : table.columns) {
    if (is_virtual(column)) context.left_out.add(column_label(table, column), column.unmodelled.front());
  }
  std::erase_if(table.columns, is_virtual);
  for (auto& column : table.columns) settle_column(table, column, context);
}

// Of an element of an index or of a partition key.
template <typename Element>
void shorten_names(Element& element, const DeclaredContext& context) {
  if (element.defaults.opclass) element.opclass.reset();
  if (element.defaults.collation) element.collation.reset();
  element.defaults = {};
  shorten(element.opclass, context);
  shorten(element.collation, context);
}

bool settle_element(model::IndexElement& element, const DeclaredContext& context) {
  shorten_names(element, context);
  return element.expression() == nullptr || can_be_said(*element.expression());
}

bool is_sayable(const std::optional<sql::Expression>& expression) { return !expression || can_be_said(*expression); }

// True for an index that a file can hold.
bool settle_index(model::Index& index, DeclaredContext& context) {
  bool sayable = index.unmodelled.empty() && index.valid && is_sayable(index.predicate);
  for (auto& element : index.elements) sayable = settle_element(element, context) && sayable;
  return sayable;
}

bool settle_exclusion(model::ExclusionConstraint& exclusion, DeclaredContext& context) {
  bool sayable = is_sayable(exclusion.predicate);
  for (auto& [element, with] : exclusion.elements) {
    sayable = settle_element(element, context) && sayable;
    const bool is_found =
        with.schema && std::ranges::find(context.search_path, *with.schema) != context.search_path.end();
    if (is_found) with.schema.reset();
  }
  return sayable;
}

// What changes neither which rows a constraint lets in nor what its key is.
bool is_how_it_is_kept(const std::string& text) {
  return text.starts_with("WITH (") || text == "a TABLESPACE of its own" || text == "disabled triggers" ||
         text.starts_with("triggers that fire");
}

// Drops those that a file cannot hold, and names what is lost.
template <typename Constraint, typename Settle>
void settle_constraints(const model::Table& table, std::vector<Constraint>& constraints, LeftOut& left_out,
                        Settle settle) {
  std::erase_if(constraints, [&](Constraint& constraint) {
    const auto label = constraint_label(constraint.name);
    const bool is_whole = std::ranges::all_of(constraint.unmodelled, is_how_it_is_kept) && settle(constraint);
    if (!is_whole && constraint.unmodelled.empty()) left_out.add(table.name, label);
    for (const auto& text : constraint.unmodelled) left_out.add(table.name, fmt::format("{}: {}", label, text));
    constraint.unmodelled.clear();
    return !is_whole;
  });
}

// Of primary keys, unique and exclusion constraints.
template <typename Constraint>
void note_invalid(std::vector<Constraint>& constraints) {
  for (auto& constraint : constraints) {
    if (!constraint.valid) constraint.unmodelled.emplace_back("an invalid index");
  }
}

void settle_key(model::Table& table, LeftOut& left_out) {
  if (!table.primary_key) return;
  std::vector<model::KeyConstraint> keys{*table.primary_key};
  note_invalid(keys);
  settle_constraints(table, keys, left_out, [](const auto&) { return true; });
  table.primary_key.reset();
  if (!keys.empty()) table.primary_key = keys.front();
}

void settle_all_constraints(model::Table& table, DeclaredContext& context) {
  settle_key(table, context.left_out);
  note_invalid(table.unique);
  note_invalid(table.exclusions);
  const auto as_it_is = [](const auto&) { return true; };
  settle_constraints(table, table.unique, context.left_out, as_it_is);
  settle_constraints(table, table.foreign_keys, context.left_out, as_it_is);
  settle_constraints(table, table.checks, context.left_out,
                     [](const model::CheckConstraint& check) { return can_be_said(check.expression); });
  settle_constraints(table, table.exclusions, context.left_out,
                     [&](model::ExclusionConstraint& exclusion) { return settle_exclusion(exclusion, context); });
  table.other_constraints.clear();
}

void settle_indexes(model::Table& table, DeclaredContext& context) {
  std::erase_if(table.indexes, [&](model::Index& index) {
    if (settle_index(index, context)) return false;
    const auto label = fmt::format("{}index {}", index.valid ? "" : "invalid ", index.name.quoted());
    if (index.unmodelled.empty()) context.left_out.add(table.name, label);
    for (const auto& text : index.unmodelled) context.left_out.add(table.name, fmt::format("{}: {}", label, text));
    return true;
  });
}

void settle_partitions(model::Table& table, DeclaredContext& context) {
  const auto is_another_kind = [](const std::string& text) {
    return text == "a foreign table" || text.starts_with("PARTITION BY") || text.starts_with("FOR VALUES");
  };
  std::erase_if(table.partitions, [&](model::Partition& partition) {
    const bool is_other = std::ranges::any_of(partition.unmodelled, is_another_kind);
    forget_unmodelled(partition.unmodelled, partition.name.quoted(), context.left_out);
    return is_other;
  });
  if (!table.partition_by) return;
  table.partition_by->types.clear();
  for (auto& element : table.partition_by->elements) shorten_names(element, context);
}

bool has_sayable_partition_key(const model::Table& table) {
  return !table.partition_by || std::ranges::all_of(table.partition_by->elements, [](const auto& element) {
    const auto* expression = std::get_if<sql::Expression>(&element.key);
    return expression == nullptr || can_be_said(*expression);
  });
}

}  // namespace

std::optional<model::Table> declared_form(model::Table table, DeclaredContext& context) {
  if (!table.unmodelled.empty() || !has_sayable_partition_key(table)) {
    if (table.unmodelled.empty()) context.left_out.add(table.name, "a partition key that a file cannot hold");
    forget_unmodelled(table.unmodelled, table.name.quoted(), context.left_out);
    for (const auto& partition : table.partitions) {
      context.left_out.add(partition.name, "partition of " + table.name.quoted());
    }
    return std::nullopt;
  }
  settle_columns(table, context);
  settle_all_constraints(table, context);
  settle_indexes(table, context);
  settle_partitions(table, context);
  return table;
}

model::Domain declared_form(model::Domain domain, DeclaredContext& context) {
  const auto label = domain.name.quoted();
  keep_if_sayable(domain.default_value, label, "DEFAULT", context.left_out);
  if (domain.default_value) domain.default_value = as_literal(*domain.default_value, domain.type);
  std::erase_if(domain.checks, [&](const model::CheckConstraint& check) {
    const bool is_sayable = can_be_said(check.expression);
    if (!is_sayable) context.left_out.add(domain.name, constraint_label(check.name));
    return !is_sayable;
  });
  forget_unmodelled(domain.unmodelled, label, context.left_out);
  if (domain.collation == domain.type_collation) domain.collation.reset();
  domain.type_collation.reset();
  shorten(domain.collation, context);
  domain.type = short_type(domain.type, context.default_schema);
  return domain;
}

}  // namespace pgreconcile::introspect
