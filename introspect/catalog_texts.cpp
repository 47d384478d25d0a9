#include "introspect/catalog_texts.hpp"

#include <fmt/format.h>

#include "introspect/row.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::introspect {

const sql::TypeName& CatalogTexts::type(const std::string& text) {
  constexpr std::string_view kTypeIsGone = "???";
  if (text == kTypeIsGone) throw CatalogMoved();
  auto known = types_.find(text);
  if (known == types_.end()) {
    // Under the search_path that the catalog is read with, a name without a schema is a built-in one.
    known = types_.emplace(text, sql::parse_type_name(text, sql::Identifier("pg_catalog"))).first;
  }
  if (const auto* error = std::get_if<sql::FragmentError>(&known->second)) {
    throw Error(ErrorCode::Internal, fmt::format("format_type() said {}: {}", text, error->message));
  }
  return std::get<sql::TypeName>(known->second);
}

std::optional<sql::Expression> CatalogTexts::expression(const std::string& text, std::string_view keyword,
                                                        model::Unmodelled& unmodelled) {
  auto known = expressions_.find(text);
  if (known == expressions_.end()) known = expressions_.emplace(text, sql::catalog_expression(text)).first;
  if (const auto* expression = std::get_if<sql::Expression>(&known->second)) return *expression;
  unmodelled.push_back(fmt::format("{} {}", keyword, text));
  return std::nullopt;
}

}  // namespace pgreconcile::introspect
