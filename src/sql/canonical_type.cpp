#include "src/sql/canonical_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "src/sql/builtin_types.hpp"

namespace pgreconcile::sql {
namespace {

// The types of pg_catalog that a column can have, by their names there, in PostgreSQL 13 to 18. Sorted.
// clang-format off
constexpr auto kBuiltin = std::to_array<std::string_view>({
    "aclitem", "bit", "bool", "box", "bpchar", "bytea", "char", "cid", "cidr", "circle", "date", "datemultirange",
    "daterange", "float4", "float8", "gtsvector", "inet", "int2", "int2vector", "int4", "int4multirange", "int4range",
    "int8", "int8multirange", "int8range", "interval", "json", "jsonb", "jsonpath", "line", "lseg", "macaddr",
    "macaddr8", "money", "name", "numeric", "nummultirange", "numrange", "oid", "oidvector", "path", "pg_lsn",
    "pg_node_tree", "pg_snapshot", "point", "polygon", "refcursor", "regclass", "regcollation", "regconfig",
    "regdictionary", "regnamespace", "regoper", "regoperator", "regproc", "regprocedure", "regrole", "regtype", "text",
    "tid", "time", "timestamp", "timestamptz", "timetz", "tsmultirange", "tsquery", "tsrange", "tstzmultirange",
    "tstzrange", "tsvector", "txid_snapshot", "uuid", "varbit", "varchar", "xid", "xid8", "xml"});
// clang-format on
static_assert(std::ranges::is_sorted(kBuiltin));

// Where format_type() has a spelling of its own: what stands before the modifier, and after it.
struct Spelling {
  std::string_view name;
  std::string_view before;
  std::string_view after = {};
};
constexpr auto kSpellings = std::to_array<Spelling>({
    {"bool", "boolean"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"time", "time", " without time zone"},
    {"timestamp", "timestamp", " without time zone"},
    {"timestamptz", "timestamp", " with time zone"},
    {"timetz", "time", " with time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
});

std::string modifier_text(const ParseTree& modifier) {
  const auto& fields = node_fields(modifier);
  if (node_name(modifier) == "ColumnRef") return fmt::format("{}", fmt::join(string_list(fields["fields"]), "."));
  if (fields.contains("ival")) return std::to_string(fields["ival"].value("ival", 0));
  if (fields.contains("fval")) return fields["fval"].value("fval", "");
  if (fields.contains("sval")) return fields["sval"].value("sval", "");
  return fields.dump();
}

std::vector<std::string> modifiers_of(const ParseTree& type_name) {
  std::vector<std::string> modifiers;
  if (!type_name.contains("typmods")) return modifiers;
  for (const auto& modifier : type_name["typmods"]) modifiers.push_back(modifier_text(modifier));
  return modifiers;
}

std::string in_parentheses(const std::vector<std::string>& modifiers) {
  return modifiers.empty() ? std::string() : fmt::format("({})", fmt::join(modifiers, ","));
}

// The grammar gives an interval's fields as a bit mask: INTERVAL_MASK in utils/timestamp.h.
std::string interval(std::vector<std::string> modifiers) {
  struct Field {
    int bit;
    std::string_view name;
  };
  constexpr auto kFields = std::to_array<Field>({{1 << 2, "year"},
                                                 {1 << 1, "month"},
                                                 {1 << 3, "day"},
                                                 {1 << 10, "hour"},
                                                 {1 << 11, "minute"},
                                                 {1 << 12, "second"}});
  constexpr int kAllFields = 0x7FFF;
  std::string text = "interval";
  if (modifiers.empty()) return text;
  int mask = 0;  // stays so for "interval"('x'), which the parser takes and the server refuses
  std::from_chars(modifiers.front().data(), modifiers.front().data() + modifiers.front().size(), mask);
  std::vector<std::string_view> names;
  for (const auto& field : kFields) {
    if (mask != kAllFields && (mask & field.bit) != 0) names.push_back(field.name);
  }
  if (!names.empty()) text += " " + std::string(names.front());
  if (names.size() > 1) text += " to " + std::string(names.back());
  modifiers.erase(modifiers.begin());
  return text + in_parentheses(modifiers);
}

std::string builtin(const std::string& name, std::vector<std::string> modifiers) {
  if (name == "interval") return interval(std::move(modifiers));
  if (name == "numeric" && modifiers.size() == 1) modifiers.emplace_back("0");
  if (name == "bpchar" && !modifiers.empty()) return "character" + in_parentheses(modifiers);
  if (name == "bit" && !modifiers.empty()) return "bit" + in_parentheses(modifiers);
  const auto spelling = std::ranges::find(kSpellings, name, &Spelling::name);
  if (spelling != kSpellings.end()) {
    return fmt::format("{}{}{}", spelling->before, in_parentheses(modifiers), spelling->after);
  }
  const bool has_own_syntax = name == "numeric" || name == "json";  // keywords that format_type() leaves unquoted
  return (has_own_syntax ? name : Identifier(name).quoted()) + in_parentheses(modifiers);
}

bool is_builtin(std::string_view name) { return std::ranges::binary_search(kBuiltin, name); }

// `_int4` is how pg_type names the array of int4.
bool is_builtin_array(std::string_view name) { return name.starts_with('_') && is_builtin(name.substr(1)); }

// Spellings that only the grammar knows, and the serial types.
constexpr auto kOtherNames =
    std::to_array<std::string_view>({"bigint", "bigserial", "boolean", "character", "dec", "decimal", "float", "int",
                                     "integer", "real", "serial", "smallint", "smallserial"});

}  // namespace

const std::vector<std::string_view>& builtin_type_names() {
  static const auto kNames = [] {
    std::vector<std::string_view> names(kBuiltin.begin(), kBuiltin.end());
    names.insert(names.end(), kOtherNames.begin(), kOtherNames.end());
    return names;
  }();
  return kNames;
}

bool is_builtin_type(const ParseTree& type_name) {
  const auto names = string_list(type_name["names"]);
  if (names.size() > 1) return names[names.size() - 2] == "pg_catalog";
  return is_builtin(names.back()) || is_builtin_array(names.back());
}

std::string canonical_type(const ParseTree& type_name, const Identifier& schema) {
  const auto names = string_list(type_name["names"]);
  const auto& name = names.back();
  auto modifiers = modifiers_of(type_name);
  if (!is_builtin_type(type_name)) {
    const auto home = names.size() > 1 ? Identifier(names[names.size() - 2]) : schema;
    const auto text = QualifiedName{home, Identifier(name)}.quoted() + in_parentheses(modifiers);
    return type_name.contains("arrayBounds") ? text + "[]" : text;
  }
  const bool is_array_name = is_builtin_array(name);
  const auto text = builtin(is_array_name ? name.substr(1) : name, std::move(modifiers));
  return is_array_name || type_name.contains("arrayBounds") ? text + "[]" : text;
}

}  // namespace pgreconcile::sql
