#include "src/sql/partition_text.hpp"

#include <fmt/format.h>

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

std::string constant_text(const ParseTree& constant) {
  if (constant.contains("ival")) return std::to_string(constant["ival"].value("ival", 0));
  if (constant.contains("fval")) return constant["fval"].value("fval", "");
  if (constant.contains("boolval")) return constant["boolval"].value("boolval", false) ? "true" : "false";
  // A bit string's begins with the letter of its notation: b101.
  if (constant.contains("bsval")) return constant["bsval"].value("bsval", " ").substr(1);
  return constant["sval"].value("sval", "");
}

// A keyword is a column's name to the grammar.
std::optional<BoundDatum> keyword(const ParseTree& column) {
  const auto names = string_list(column["fields"]);
  if (names == std::vector<std::string>{"minvalue"}) return BoundDatum{BoundDatum::Kind::MinValue, ""};
  if (names == std::vector<std::string>{"maxvalue"}) return BoundDatum{BoundDatum::Kind::MaxValue, ""};
  return std::nullopt;
}

std::optional<BoundDatum> datum(const ParseTree& node) {
  const auto& fields = node_fields(node);
  if (node_name(node) == "ColumnRef") return keyword(fields);
  if (node_name(node) != "A_Const") return std::nullopt;
  if (fields.contains("isnull")) return BoundDatum{BoundDatum::Kind::Null, ""};
  return BoundDatum{BoundDatum::Kind::Constant, constant_text(fields)};
}

// False where one of the values is something else.
bool read_data(const ParseTree& spec, const char* field, std::vector<BoundDatum>& data) {
  if (!spec.contains(field)) return true;
  for (const auto& node : spec[field]) {
    auto read = datum(node);
    if (!read) return false;
    data.push_back(std::move(*read));
  }
  return true;
}

BoundText::Kind kind_of(const ParseTree& spec) {
  if (spec.contains("is_default")) return BoundText::Kind::Default;
  const auto strategy = spec.value("strategy", "");
  if (strategy == "r") return BoundText::Kind::Range;
  return strategy == "l" ? BoundText::Kind::List : BoundText::Kind::Hash;
}

}  // namespace

std::optional<BoundText> parse_bound(std::string_view text) {
  const auto statement = parse_one_statement(fmt::format("CREATE TABLE a PARTITION OF b {}", text), "CreateStmt");
  if (!statement || !statement->contains("partbound")) return std::nullopt;
  const auto& spec = (*statement)["partbound"];
  BoundText bound;
  bound.kind = kind_of(spec);
  bound.modulus = spec.value("modulus", 0);
  bound.remainder = spec.value("remainder", 0);
  const bool is_read = read_data(spec, "lowerdatums", bound.from) && read_data(spec, "upperdatums", bound.to) &&
                       read_data(spec, "listdatums", bound.in);
  if (!is_read) return std::nullopt;
  return bound;
}

std::vector<std::string> split_expressions(std::string_view list) {
  constexpr std::string_view kSelect = "SELECT ";
  const auto text = fmt::format("{}{}", kSelect, list);
  const auto statement = parse_one_statement(text, "SelectStmt");
  if (!statement || !statement->contains("targetList")) return {};
  std::vector<std::size_t> starts;
  for (const auto& target : (*statement)["targetList"]) {
    starts.push_back(node_fields(target).value("location", std::size_t{0}));
  }
  starts.push_back(text.size());
  std::vector<std::string> expressions;
  for (std::size_t at = 0; at + 1 < starts.size(); ++at) {
    auto expression = text.substr(starts[at], starts[at + 1] - starts[at]);
    // What stands before the next expression is the comma and a blank.
    const bool is_last = at + 2 == starts.size();
    if (!is_last) expression.erase(expression.rfind(','));
    expressions.push_back(std::move(expression));
  }
  return expressions;
}

}  // namespace pgreconcile::sql
