#pragma once

#include <optional>

#include "src/sql/fragment.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {

/// The default of a column or domain of that type, where the type is known: SQL, or {literal: text}.
std::optional<sql::Expression> read_default(const Field& field, const std::optional<sql::TypeName>& type,
                                            FileContext& file);

}  // namespace pgreconcile::yaml
