#pragma once

#include <optional>
#include <vector>

#include "src/model/type.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// One entry of `enums`; nothing if its name is wrong.
std::optional<model::Enum> read_enum(const Entry& entry, FileContext& file);

/// One entry of `domains`; nothing if its name or type is wrong.
std::optional<model::Domain> read_domain(const Entry& entry, FileContext& file);

std::vector<ObjectFormat> type_formats();

}  // namespace pgreconcile::yaml
