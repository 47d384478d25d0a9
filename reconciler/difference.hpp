#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/change.hpp"
#include "src/base/diagnostic.hpp"

namespace pgreconcile::reconciler {

/// What a difference means for whoever runs the tool: docs/cli.md, with the exit codes of each command.
enum class DifferenceClass { Missing, Conflict, Blocked, Invalid, Extra, Renamed, Unknown, Unmanaged };

/// All classes, in the order in which reports name them.
inline constexpr auto kDifferenceClasses = std::to_array<DifferenceClass>(
    {DifferenceClass::Missing, DifferenceClass::Conflict, DifferenceClass::Blocked, DifferenceClass::Invalid,
     DifferenceClass::Extra, DifferenceClass::Renamed, DifferenceClass::Unknown, DifferenceClass::Unmanaged});

/// `missing`, `conflict`, … as the command line and JSON spell it.
std::string to_string(DifferenceClass difference_class);

/// What ends a conflict.
enum class Mending {
  ByHand,
  ByRepair,  ///< --repair-invalid-indexes, where it was not given
  ByTime,    ///< somebody is at work on it
};

/// One attribute of one object in which the file and the database differ.
struct Difference {
  DifferenceClass difference_class;
  std::string object = {};     ///< `public.kraken_turns.cost_usd`, parts quoted where SQL would need it
  std::string attribute = {};  ///< `table`, `column`, `type`, `on_delete`, …
  std::string desired = {};    ///< empty where the file does not have it
  std::string live = {};       ///< empty where the database does not have it
  std::string message = {};
  std::string manual_sql = {};  ///< what a person could run; the tool never runs it
  SourceLocation source = {};
  bool breaks_inserts = false;
  Mending mending = Mending::ByHand;
  /// The change that mends it; for class Missing always, for class Invalid where --repair-invalid-indexes was given, for
  /// the others never.
  std::optional<Change> remedy = {};
};

/// How reports name a column or constraint: `public.kraken_turns.cost_usd`.
std::string object_name(const sql::QualifiedName& table, const sql::Identifier& part);

/// How reports name an index, which lives in its table's schema: `public.ix_turns`.
std::string index_name(const sql::QualifiedName& table, const sql::Identifier& index);

/// True where the difference alone makes plan and apply exit with 3.
bool is_conflict(const Difference& difference);

/// Of an index that is not valid, or of what waits for it: stops nothing else.
bool is_of_an_invalid_index(const Difference& difference);

}  // namespace pgreconcile::reconciler
