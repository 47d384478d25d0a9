#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "src/model/sequence.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// One entry of `sequences`; nothing if a part of it is wrong.
std::optional<model::Sequence> read_sequence(const Entry& entry, FileContext& file);

/// `identity` of a column of that type: a word or a mapping; nothing if a part of it is wrong.
/// REQUIRES: smallint, integer or bigint.
std::optional<model::Identity> read_identity(const Field& field, const sql::TypeName& type, FileContext& file);

/// The words that `identity` may be, in the order of model::IdentityKind.
inline constexpr auto kIdentityWords = std::to_array<std::string_view>({"always", "by default"});

std::vector<ObjectFormat> sequence_formats();

}  // namespace pgreconcile::yaml
