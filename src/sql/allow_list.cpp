#include "src/sql/allow_list.hpp"

#include <algorithm>
#include <array>

#include "src/sql/function_names.hpp"

namespace pgreconcile::sql {
namespace {

enum class Shape {
  Scalar,      // any word, number or truth value
  Word,        // one of the listed words
  Required,    // one of the listed words, and the field must be there
  Text,        // any string but an empty one, and the field must be there
  Fields,      // the fields of the named node, printed without its name
  Nodes,       // one node, or a list of nodes, each of the listed ones
  Options,     // a list of DefElem, each under one of the listed names
  Parameters,  // a list of DefElem under any name: storage parameters
};

struct Rule {
  std::string_view node;
  std::string_view field;
  Shape shape;
  std::string_view allowed = {};
};

constexpr std::string_view kExpression =
    "A_Const ColumnRef FuncCall A_Expr BoolExpr NullTest BooleanTest TypeCast CollateClause CaseExpr CoalesceExpr "
    "MinMaxExpr A_ArrayExpr A_Indirection RowExpr SQLValueFunction NamedArgExpr List";

// What may run. A node or a field that is not in this table is refused, whatever it means: that is the promise that
// nothing is ever destroyed, so a new row wants a test that shows what it lets through.
constexpr auto kRules = std::to_array<Rule>({
    {"CreateSchemaStmt", "schemaname", Shape::Scalar},
    {"CreateSchemaStmt", "if_not_exists", Shape::Required, "true"},

    {"CreateStmt", "relation", Shape::Fields, "RangeVar/new"},
    {"CreateStmt", "tableElts", Shape::Nodes,
     "ColumnDef Constraint/CONSTR_PRIMARY Constraint/CONSTR_UNIQUE Constraint/CONSTR_CHECK Constraint/CONSTR_FOREIGN "
     "Constraint/CONSTR_EXCLUSION"},
    {"CreateStmt", "oncommit", Shape::Word, "ONCOMMIT_NOOP"},
    {"CreateStmt", "if_not_exists", Shape::Required, "true"},

    {"IndexStmt", "idxname", Shape::Scalar},
    {"IndexStmt", "relation", Shape::Fields, "RangeVar"},
    {"IndexStmt", "accessMethod", Shape::Scalar},
    {"IndexStmt", "indexParams", Shape::Nodes, "IndexElem"},
    {"IndexStmt", "unique", Shape::Scalar},
    {"IndexStmt", "concurrent", Shape::Scalar},
    {"IndexStmt", "if_not_exists", Shape::Required, "true"},

    {"IndexElem", "name", Shape::Scalar},
    {"IndexElem", "ordering", Shape::Scalar},
    {"IndexElem", "nulls_ordering", Shape::Scalar},

    {"AlterTableStmt", "relation", Shape::Fields, "RangeVar"},
    {"AlterTableStmt", "cmds", Shape::Nodes,
     "AlterTableCmd/AT_AddColumn AlterTableCmd/AT_ValidateConstraint AlterTableCmd/AT_AddConstraint "
     "AlterTableCmd/AT_SetStorage"},
    {"AlterTableStmt", "objtype", Shape::Required, "OBJECT_TABLE"},

    {"AlterTableCmd/AT_AddColumn", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_AddColumn", "def", Shape::Nodes, "ColumnDef"},
    {"AlterTableCmd/AT_AddColumn", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterTableCmd/AT_AddColumn", "missing_ok", Shape::Required, "true"},
    {"AlterTableCmd/AT_ValidateConstraint", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_ValidateConstraint", "name", Shape::Scalar},
    {"AlterTableCmd/AT_ValidateConstraint", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterTableCmd/AT_AddConstraint", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_AddConstraint", "def", Shape::Nodes,
     "Constraint/CONSTR_PRIMARY Constraint/CONSTR_UNIQUE Constraint/CONSTR_CHECK Constraint/CONSTR_FOREIGN "
     "Constraint/CONSTR_EXCLUSION"},
    {"AlterTableCmd/AT_AddConstraint", "behavior", Shape::Word, "DROP_RESTRICT"},

    {"RangeVar", "schemaname", Shape::Scalar},
    {"RangeVar", "relname", Shape::Scalar},
    {"RangeVar", "inh", Shape::Required, "true"},
    {"RangeVar", "relpersistence", Shape::Word, "p"},

    {"ColumnDef", "colname", Shape::Scalar},
    {"ColumnDef", "typeName", Shape::Fields, "TypeName"},
    {"ColumnDef", "is_local", Shape::Scalar},
    {"ColumnDef", "constraints", Shape::Nodes,
     "Constraint/CONSTR_NOTNULL Constraint/CONSTR_DEFAULT Constraint/CONSTR_IDENTITY Constraint/CONSTR_GENERATED"},

    {"Constraint/CONSTR_NOTNULL", "contype", Shape::Scalar},
    {"Constraint/CONSTR_DEFAULT", "contype", Shape::Scalar},
    {"Constraint/CONSTR_DEFAULT", "raw_expr", Shape::Nodes, "@expression"},
    {"Constraint/CONSTR_PRIMARY", "contype", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "conname", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "keys", Shape::Nodes, "String"},
    {"Constraint/CONSTR_PRIMARY", "indexname", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "contype", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "conname", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "keys", Shape::Nodes, "String"},
    {"Constraint/CONSTR_UNIQUE", "indexname", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "contype", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "conname", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "raw_expr", Shape::Nodes, "@expression"},
    {"Constraint/CONSTR_CHECK", "skip_validation", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "initially_valid", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "contype", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "conname", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "pktable", Shape::Fields, "RangeVar"},
    {"Constraint/CONSTR_FOREIGN", "fk_attrs", Shape::Nodes, "String"},
    {"Constraint/CONSTR_FOREIGN", "pk_attrs", Shape::Nodes, "String"},
    {"Constraint/CONSTR_FOREIGN", "fk_matchtype", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_upd_action", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_del_action", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "skip_validation", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "initially_valid", Shape::Scalar},

    {"TypeName", "names", Shape::Nodes, "String"},
    {"TypeName", "typmods", Shape::Nodes, "A_Const ColumnRef"},
    {"TypeName", "typemod", Shape::Scalar},
    {"TypeName", "arrayBounds", Shape::Nodes, "Integer"},

    {"A_Const", "ival", Shape::Fields, "Integer"},
    {"A_Const", "fval", Shape::Fields, "Float"},
    {"A_Const", "sval", Shape::Fields, "String"},
    {"A_Const", "bsval", Shape::Fields, "BitString"},
    {"A_Const", "boolval", Shape::Fields, "Boolean"},
    {"A_Const", "isnull", Shape::Scalar},
    {"Integer", "ival", Shape::Scalar},
    {"Float", "fval", Shape::Scalar},
    {"String", "sval", Shape::Scalar},
    {"BitString", "bsval", Shape::Scalar},
    {"Boolean", "boolval", Shape::Scalar},
    {"List", "items", Shape::Nodes, "@expression @null"},
    {"ColumnRef", "fields", Shape::Nodes, "String"},
    {"FuncCall", "funcname", Shape::Nodes, "String"},
    {"FuncCall", "args", Shape::Nodes, "@expression"},
    {"FuncCall", "func_variadic", Shape::Scalar},
    {"FuncCall", "funcformat", Shape::Scalar},
    {"NamedArgExpr", "arg", Shape::Nodes, "@expression"},
    {"NamedArgExpr", "name", Shape::Scalar},
    {"NamedArgExpr", "argnumber", Shape::Scalar},
    {"A_Expr", "kind", Shape::Scalar},
    {"A_Expr", "name", Shape::Nodes, "String"},
    {"A_Expr", "lexpr", Shape::Nodes, "@expression"},
    {"A_Expr", "rexpr", Shape::Nodes, "@expression"},
    {"BoolExpr", "boolop", Shape::Scalar},
    {"BoolExpr", "args", Shape::Nodes, "@expression"},
    {"NullTest", "arg", Shape::Nodes, "@expression"},
    {"NullTest", "nulltesttype", Shape::Scalar},
    {"BooleanTest", "arg", Shape::Nodes, "@expression"},
    {"BooleanTest", "booltesttype", Shape::Scalar},
    {"TypeCast", "arg", Shape::Nodes, "@expression"},
    {"TypeCast", "typeName", Shape::Fields, "TypeName"},
    {"CollateClause", "arg", Shape::Nodes, "@expression"},
    {"CollateClause", "collname", Shape::Nodes, "String"},
    {"CaseExpr", "arg", Shape::Nodes, "@expression"},
    {"CaseExpr", "args", Shape::Nodes, "CaseWhen"},
    {"CaseExpr", "defresult", Shape::Nodes, "@expression"},
    {"CaseWhen", "expr", Shape::Nodes, "@expression"},
    {"CaseWhen", "result", Shape::Nodes, "@expression"},
    {"CoalesceExpr", "args", Shape::Nodes, "@expression"},
    {"MinMaxExpr", "op", Shape::Scalar},
    {"MinMaxExpr", "args", Shape::Nodes, "@expression"},
    {"A_ArrayExpr", "elements", Shape::Nodes, "@expression"},
    {"A_Indirection", "arg", Shape::Nodes, "@expression"},
    {"A_Indirection", "indirection", Shape::Nodes, "String A_Indices"},
    {"A_Indices", "is_slice", Shape::Scalar},
    {"A_Indices", "lidx", Shape::Nodes, "@expression"},
    {"A_Indices", "uidx", Shape::Nodes, "@expression"},
    {"RowExpr", "args", Shape::Nodes, "@expression"},
    {"RowExpr", "row_format", Shape::Scalar},
    {"SQLValueFunction", "op", Shape::Scalar},
    {"SQLValueFunction", "typmod", Shape::Scalar},

    {"CreateExtensionStmt", "extname", Shape::Scalar},
    {"CreateExtensionStmt", "if_not_exists", Shape::Required, "true"},
    {"CreateExtensionStmt", "options", Shape::Options, "schema"},

    {"CreateEnumStmt", "typeName", Shape::Nodes, "String"},
    {"CreateEnumStmt", "vals", Shape::Nodes, "String"},
    {"AlterEnumStmt", "typeName", Shape::Nodes, "String"},
    {"AlterEnumStmt", "newVal", Shape::Text},
    {"AlterEnumStmt", "newValNeighbor", Shape::Scalar},
    {"AlterEnumStmt", "newValIsAfter", Shape::Scalar},
    {"AlterEnumStmt", "skipIfNewValExists", Shape::Required, "true"},

    {"CreateDomainStmt", "domainname", Shape::Nodes, "String"},
    {"CreateDomainStmt", "typeName", Shape::Fields, "TypeName"},
    {"CreateDomainStmt", "collClause", Shape::Fields, "CollateClause"},
    {"CreateDomainStmt", "constraints", Shape::Nodes,
     "Constraint/CONSTR_NOTNULL Constraint/CONSTR_DEFAULT Constraint/CONSTR_CHECK"},
    {"AlterDomainStmt/C", "subtype", Shape::Scalar},
    {"AlterDomainStmt/C", "typeName", Shape::Nodes, "String"},
    {"AlterDomainStmt/C", "def", Shape::Nodes, "Constraint/CONSTR_CHECK"},
    {"AlterDomainStmt/C", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterDomainStmt/V", "subtype", Shape::Scalar},
    {"AlterDomainStmt/V", "typeName", Shape::Nodes, "String"},
    {"AlterDomainStmt/V", "name", Shape::Scalar},
    {"AlterDomainStmt/V", "behavior", Shape::Word, "DROP_RESTRICT"},

    {"CreateSeqStmt", "sequence", Shape::Fields, "RangeVar"},
    {"CreateSeqStmt", "options", Shape::Options, "as increment minvalue maxvalue start cache cycle"},
    {"CreateSeqStmt", "if_not_exists", Shape::Required, "true"},
    {"AlterSeqStmt", "sequence", Shape::Fields, "RangeVar"},
    {"AlterSeqStmt", "options", Shape::Options, "owned_by"},

    // Without a text COMMENT ON removes what is there.
    {"CommentStmt", "objtype", Shape::Required, "OBJECT_TABLE OBJECT_COLUMN OBJECT_INDEX"},
    {"CommentStmt", "object", Shape::Nodes, "List/names"},
    {"CommentStmt", "comment", Shape::Text},

    // Tables: what they are made of beside columns, and how they are stored.
    {"RangeVar/new", "schemaname", Shape::Scalar},
    {"RangeVar/new", "relname", Shape::Scalar},
    {"RangeVar/new", "inh", Shape::Required, "true"},
    {"RangeVar/new", "relpersistence", Shape::Word, "p u"},
    {"CreateStmt", "partspec", Shape::Fields, "PartitionSpec"},
    {"CreateStmt", "options", Shape::Parameters},
    {"CreateStmt", "tablespacename", Shape::Scalar},
    {"PartitionSpec", "strategy", Shape::Scalar},
    {"PartitionSpec", "partParams", Shape::Nodes, "PartitionElem"},
    {"PartitionElem", "name", Shape::Scalar},
    {"PartitionElem", "expr", Shape::Nodes, "@expression"},
    {"PartitionElem", "collation", Shape::Nodes, "String"},
    {"PartitionElem", "opclass", Shape::Nodes, "String"},

    // CREATE TABLE … PARTITION OF: with columns, constraints and options of its parent's alone.
    {"CreateStmt/partition", "relation", Shape::Fields, "RangeVar"},
    {"CreateStmt/partition", "inhRelations", Shape::Nodes, "RangeVar"},
    {"CreateStmt/partition", "partbound", Shape::Fields, "PartitionBoundSpec"},
    {"CreateStmt/partition", "oncommit", Shape::Word, "ONCOMMIT_NOOP"},
    {"CreateStmt/partition", "if_not_exists", Shape::Required, "true"},
    {"PartitionBoundSpec", "strategy", Shape::Word, "r l h"},
    {"PartitionBoundSpec", "is_default", Shape::Scalar},
    {"PartitionBoundSpec", "modulus", Shape::Scalar},
    {"PartitionBoundSpec", "remainder", Shape::Scalar},
    {"PartitionBoundSpec", "listdatums", Shape::Nodes, "A_Const"},
    {"PartitionBoundSpec", "lowerdatums", Shape::Nodes, "A_Const ColumnRef"},  // MINVALUE is read as a column
    {"PartitionBoundSpec", "upperdatums", Shape::Nodes, "A_Const ColumnRef"},

    {"ColumnDef", "collClause", Shape::Fields, "CollateClause"},
    {"ColumnDef", "compression", Shape::Scalar},
    {"Constraint/CONSTR_IDENTITY", "contype", Shape::Scalar},
    {"Constraint/CONSTR_IDENTITY", "generated_when", Shape::Scalar},
    {"Constraint/CONSTR_IDENTITY", "options", Shape::Options, "increment minvalue maxvalue start cache cycle"},
    {"Constraint/CONSTR_GENERATED", "contype", Shape::Scalar},
    {"Constraint/CONSTR_GENERATED", "generated_when", Shape::Word, "a"},
    {"Constraint/CONSTR_GENERATED", "raw_expr", Shape::Nodes, "@expression"},
    {"AlterTableCmd/AT_SetStorage", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_SetStorage", "name", Shape::Scalar},
    {"AlterTableCmd/AT_SetStorage", "def", Shape::Nodes, "String"},
    {"AlterTableCmd/AT_SetStorage", "behavior", Shape::Word, "DROP_RESTRICT"},

    {"Constraint/CONSTR_PRIMARY", "including", Shape::Nodes, "String"},
    {"Constraint/CONSTR_PRIMARY", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "including", Shape::Nodes, "String"},
    {"Constraint/CONSTR_UNIQUE", "nulls_not_distinct", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "is_no_inherit", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_del_set_cols", Shape::Nodes, "String"},
    {"Constraint/CONSTR_EXCLUSION", "contype", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "conname", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "access_method", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "exclusions", Shape::Nodes, "List/exclusion"},
    {"Constraint/CONSTR_EXCLUSION", "where_clause", Shape::Nodes, "@expression"},
    {"List/exclusion", "items", Shape::Nodes, "IndexElem List/names"},  // an element and its operator

    {"IndexStmt", "indexIncludingParams", Shape::Nodes, "IndexElem"},
    {"IndexStmt", "nulls_not_distinct", Shape::Scalar},
    {"IndexStmt", "options", Shape::Parameters},
    {"IndexStmt", "tableSpace", Shape::Scalar},
    {"IndexStmt", "whereClause", Shape::Nodes, "@expression"},
    {"IndexElem", "expr", Shape::Nodes, "@expression"},
    {"IndexElem", "collation", Shape::Nodes, "String"},
    {"IndexElem", "opclass", Shape::Nodes, "String"},

    {"Option", "defname", Shape::Scalar},
    {"Option", "arg", Shape::Nodes, "Integer Float Boolean String TypeName List/names"},
    {"Option", "defaction", Shape::Word, "DEFELEM_UNSPEC"},
    {"List/names", "items", Shape::Nodes, "String"},
    {"Parameter", "defnamespace", Shape::Word, "toast"},
    {"Parameter", "defname", Shape::Scalar},
    {"Parameter", "arg", Shape::Nodes, "String"},
    {"Parameter", "defaction", Shape::Word, "DEFELEM_UNSPEC"},

    // Read-only queries: what asks the server whether two expressions are the same.
    {"ExplainStmt", "query", Shape::Nodes, "SelectStmt"},
    {"ExplainStmt", "options", Shape::Nodes, "DefElem"},
    {"DefElem", "defname", Shape::Word, "verbose costs format"},
    {"DefElem", "arg", Shape::Nodes, "String"},
    {"DefElem", "defaction", Shape::Scalar},
    {"SelectStmt", "targetList", Shape::Nodes, "ResTarget"},
    {"SelectStmt", "fromClause", Shape::Nodes, "RangeVar RangeFunction"},
    {"SelectStmt", "withClause", Shape::Fields, "WithClause"},
    {"SelectStmt", "limitOption", Shape::Word, "LIMIT_OPTION_DEFAULT"},
    {"SelectStmt", "op", Shape::Word, "SETOP_NONE"},
    {"ResTarget", "val", Shape::Nodes, "@expression SubLink"},
    {"SubLink", "subLinkType", Shape::Word, "EXISTS_SUBLINK"},
    {"SubLink", "subselect", Shape::Nodes, "SelectStmt"},
    {"WithClause", "ctes", Shape::Nodes, "CommonTableExpr"},
    {"CommonTableExpr", "ctename", Shape::Scalar},
    {"CommonTableExpr", "ctematerialized", Shape::Scalar},
    {"CommonTableExpr", "ctequery", Shape::Nodes, "SelectStmt"},
    {"RangeFunction", "functions", Shape::Nodes, "List"},
    {"RangeFunction", "alias", Shape::Fields, "Alias"},
    {"RangeFunction", "coldeflist", Shape::Nodes, "ColumnDef"},
    {"Alias", "aliasname", Shape::Scalar},
});

bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    const auto listed = words.substr(0, end);
    if (listed == word || (listed == "@expression" && lists(kExpression, word))) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string word_of(const ParseTree& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_structured() ? std::string() : value.dump();
}

bool is_list_of(const ParseTree& list, std::string_view node) {
  const auto items = list.find("items");
  const auto is_one = [&](const ParseTree& item) { return is_node(item) && node_name(item) == node; };
  return items != list.end() && std::ranges::all_of(*items, is_one);
}

// `[element, [operator]]`, as EXCLUDE has it. No index element is an expression, so nothing else looks like it.
bool is_exclusion(const ParseTree& list) {
  const auto items = list.find("items");
  return items != list.end() && items->size() == 2 && is_node(items->front()) &&
         node_name(items->front()) == "IndexElem";
}

// Constraints, ALTER commands and lists are many things under one node name: their kind becomes part of it.
std::string full_name(const std::string& node, const ParseTree& fields) {
  if (node == "CreateStmt" && fields.contains("partbound")) return "CreateStmt/partition";
  if (node == "List" && is_exclusion(fields)) return "List/exclusion";
  if (node == "List" && is_list_of(fields, "String")) return "List/names";
  if (node == "Constraint") return node + "/" + fields.value("contype", "");
  if (node == "AlterTableCmd") return node + "/" + fields.value("subtype", "");
  if (node == "AlterDomainStmt") return node + "/" + fields.value("subtype", "");
  return node;
}

std::optional<Refusal> find_in_fields(const std::string& node, const ParseTree& fields, std::size_t offset);

std::optional<Refusal> find_in_node(const ParseTree& tree, std::string_view allowed, std::size_t offset) {
  // A null pointer; libpg_query prints nodes that it does not know in the same way.
  if (tree.is_object() && tree.empty() && lists(allowed, "@null")) return std::nullopt;
  if (!is_node(tree)) return Refusal{tree.dump(), "", "", offset};
  const auto name = full_name(node_name(tree), node_fields(tree));
  if (!lists(allowed, name)) return Refusal{name, "", "", node_fields(tree).value("location", offset)};
  return find_in_fields(name, node_fields(tree), offset);
}

std::optional<Refusal> find_in_options(const Rule& rule, const ParseTree& options, std::size_t offset) {
  for (const auto& option : options) {
    const auto name = is_node(option) ? node_fields(option).value("defname", "") : "";
    if (!lists(rule.allowed, name)) return Refusal{std::string(rule.node), std::string(rule.field), name, offset};
    if (auto refusal = find_in_fields("Option", node_fields(option), offset)) return refusal;
  }
  return std::nullopt;
}

std::optional<Refusal> find_in_parameters(const ParseTree& parameters, std::size_t offset) {
  for (const auto& parameter : parameters) {
    if (auto refusal = find_in_fields("Parameter", node_fields(parameter), offset)) return refusal;
  }
  return std::nullopt;
}
bool is_text(const ParseTree& value) { return value.is_string() && !value.get_ref<const std::string&>().empty(); }

bool must_be_there(const Rule& rule) { return rule.shape == Shape::Required || rule.shape == Shape::Text; }

std::optional<Refusal> find_in_field(const Rule& rule, const ParseTree& value, std::size_t offset) {
  const auto here = [&] { return Refusal{std::string(rule.node), std::string(rule.field), word_of(value), offset}; };
  switch (rule.shape) {
    case Shape::Scalar:
      return value.is_structured() ? std::optional(here()) : std::nullopt;
    case Shape::Word:
    case Shape::Required:
      return lists(rule.allowed, word_of(value)) ? std::nullopt : std::optional(here());
    case Shape::Text:
      return is_text(value) ? std::nullopt : std::optional(here());
    case Shape::Options:
      return find_in_options(rule, value, offset);
    case Shape::Fields:
      return find_in_fields(std::string(rule.allowed), value, offset);
    case Shape::Parameters:
      return find_in_parameters(value, offset);
    case Shape::Nodes:
      if (!value.is_array()) return find_in_node(value, rule.allowed, offset);
      for (const auto& item : value) {
        if (auto refusal = find_in_node(item, rule.allowed, offset)) return refusal;
      }
      return std::nullopt;
  }
  return here();
}

// What a node calls by name. `(x).f` is f(x) where x has no field f.
std::optional<Refusal> find_in_names(const std::string& node, const ParseTree& fields, std::size_t offset) {
  if (node == "FuncCall") {
    const auto name = string_list(fields["funcname"]);
    if (is_refused_function(name)) return Refusal{node, "funcname", name.back(), offset};
    if (is_builtin_aggregate(name)) return Refusal{node, "aggregate", name.back(), offset};
  }
  if (node == "A_Indirection") {
    for (const auto& name : string_list(fields["indirection"])) {
      if (is_refused_function({name})) return Refusal{"FuncCall", "funcname", name, offset};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> find_in_fields(const std::string& node, const ParseTree& fields, std::size_t offset) {
  const auto own_offset = fields.value("location", offset);
  for (const auto& rule : kRules) {
    const bool is_missing = rule.node == node && must_be_there(rule) && !fields.contains(rule.field);
    if (is_missing) return Refusal{node, std::string(rule.field), "", own_offset};
  }
  for (const auto& [field, value] : fields.items()) {
    if (field == "location") continue;
    const auto matches = [&, &name = field](const Rule& rule) { return rule.node == node && rule.field == name; };
    const auto rule = std::ranges::find_if(kRules, matches);
    if (rule == kRules.end()) return Refusal{node, field, word_of(value), own_offset};
    if (auto refusal = find_in_field(*rule, value, own_offset)) return refusal;
  }
  return find_in_names(node, fields, own_offset);
}

}  // namespace

std::optional<Refusal> find_refusal(const ParseTree& tree, std::string_view allowed) {
  return find_in_node(tree, allowed, 0);
}

}  // namespace pgreconcile::sql
