// Checks of tables and domains; declared in constraint_format.hpp.

#include <array>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

struct CheckParts {
  std::optional<sql::Identifier> name;
  std::optional<sql::Expression> expression;
  std::vector<Name> columns;
  model::Inheritance inheritance = model::Inheritance::Inherit;
  model::Validity validity = model::Validity::Valid;
};

using CheckRow = Key<CheckParts>;
constexpr CheckRow kName{"name",
                         Presence::Optional,
                         {ValueKind::Name},
                         store<&CheckParts::name, read_name>,
                         {"The constraint's name.", "CONSTRAINT name", "PostgreSQL's default name"}};
constexpr CheckRow kExpression{"expr",
                               Presence::Required,
                               {ValueKind::Sql},
                               [](const Field& field, CheckParts& draft, FileContext& file) {
                                 draft.expression = read_expression(field, file);
                                 if (draft.expression) draft.columns = columns_in(field, *draft.expression, file);
                               },
                               {"The condition, in SQL; it holds where it is true or null.", "CHECK (expression)"}};
constexpr CheckRow kValid{"valid",
                          Presence::Optional,
                          {ValueKind::Boolean},
                          [](const Field& field, CheckParts& draft, FileContext& file) {
                            if (!read_boolean(field, file).value_or(true)) draft.validity = model::Validity::NotValid;
                          },
                          {"Whether existing rows are checked as well.", "NOT VALID", "true"}};

constexpr auto kCheckKeys = std::to_array<CheckRow>({
    kName,
    kExpression,
    {"no_inherit",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, CheckParts& draft, FileContext& file) {
       if (read_boolean(field, file).value_or(false)) draft.inheritance = model::Inheritance::NoInherit;
     },
     {"Whether tables that inherit from this one go without it.", "NO INHERIT", "false"}},
    kValid,
});
constexpr auto kDomainCheckKeys = std::to_array<CheckRow>({kName, kExpression, kValid});

template <std::size_t N>
std::optional<CheckDraft> read_by(const std::array<CheckRow, N>& keys, const Node& node, FileContext& file) {
  CheckParts parts;
  read_object(describe("check", node), node, keys, parts, file);
  if (!parts.expression) return std::nullopt;
  model::CheckConstraint check{.name = std::move(parts.name),
                               .expression = *std::move(parts.expression),
                               .inheritance = parts.inheritance,
                               .validity = parts.validity,
                               .unmodelled = {},
                               .origin = {file.source.location(node.offset)}};
  return CheckDraft{std::move(check), std::move(parts.columns)};
}

}  // namespace

std::optional<CheckDraft> read_check(const Node& node, FileContext& file) { return read_by(kCheckKeys, node, file); }

std::optional<CheckDraft> read_domain_check(const Node& node, FileContext& file) {
  return read_by(kDomainCheckKeys, node, file);
}

std::vector<ObjectFormat> check_formats() {
  return {format_of("check", kCheckKeys), format_of("domain check", kDomainCheckKeys)};
}

}  // namespace pgreconcile::yaml
