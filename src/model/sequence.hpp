#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

enum class Cycling { No, Yes };

/// How a sequence counts; what the file leaves out is filled in as PostgreSQL does.
struct SequenceOptions {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t min = 1;
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::int64_t cache = 1;
  Cycling cycling = Cycling::No;

  friend bool operator==(const SequenceOptions&, const SequenceOptions&) = default;
};

/// What PostgreSQL takes for a sequence of that type where nothing but the increment is given.
/// REQUIRES: `smallint`, `integer` or `bigint`, as sql::TypeName::canonical() spells them.
/// Source: init_params() in src/backend/commands/sequence.c
SequenceOptions default_sequence_options(const sql::TypeName& type, std::int64_t increment = 1);

enum class IdentityKind { Always, ByDefault };

/// `GENERATED … AS IDENTITY`
struct Identity {
  IdentityKind kind = IdentityKind::Always;
  SequenceOptions options = {};
  /// The catalog: its sequence, which a file does not name.
  std::optional<sql::Identifier> sequence = {};

  friend bool operator==(const Identity&, const Identity&) = default;
};

struct ColumnReference {
  sql::QualifiedName table;
  sql::Identifier column;

  friend auto operator<=>(const ColumnReference&, const ColumnReference&) = default;
};

/// A sequence that stands for itself; those of identity columns belong to them.
struct Sequence {
  sql::QualifiedName name;
  sql::TypeName type;  ///< smallint, integer or bigint
  SequenceOptions options;
  /// The column that it is dropped with.
  std::optional<ColumnReference> owned_by;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Sequence&, const Sequence&) = default;
};

}  // namespace pgreconcile::model
