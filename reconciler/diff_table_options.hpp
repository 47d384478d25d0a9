#pragma once

#include <optional>
#include <string>

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// A table or an index, as far as both are stored alike.
struct StoredObject {
  std::string name;   ///< as differences name it
  std::string alter;  ///< `ALTER INDEX public.ix`
  SourceLocation source;
};

/// True where two values of a storage parameter mean the same: `on` and `true`, `90` and `90.0`.
bool same_parameter(const std::string& a, const std::string& b);

void diff_storage_parameters(DiffContext& context, const StoredObject& object, const model::StorageParameters& desired,
                             const model::StorageParameters& live);

void diff_tablespace(DiffContext& context, const StoredObject& object, const std::optional<sql::Identifier>& desired,
                     const std::optional<sql::Identifier>& live);

}  // namespace pgreconcile::reconciler
