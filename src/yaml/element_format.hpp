#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "src/model/index.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// One key of an index, an exclusion constraint or a partitioned table, as the file has it.
struct ElementDraft {
  std::optional<sql::Identifier> column;
  std::optional<sql::Expression> expression;
  /// Where it names columns: one that is the key itself, or any number in an expression.
  std::vector<Name> columns;
  std::optional<sql::ObjectName> opclass;
  std::optional<sql::ObjectName> collation;
  std::optional<model::SortOrder> order;
  std::optional<model::NullsOrder> nulls;
  std::optional<sql::OperatorName> with;  ///< of exclusion constraints
  std::size_t offset = 0;

  /// The column or the expression. REQUIRES: it has one.
  std::variant<sql::Identifier, sql::Expression> key() const;
  model::IndexElement index_element() const;
};

/// An item of a list: a name or a mapping; for exclusion constraints, a mapping. Nothing if it has no valid key.
std::optional<ElementDraft> read_index_element(const Field& item, FileContext& file);
std::optional<ElementDraft> read_exclusion_element(const Field& item, FileContext& file);
std::optional<ElementDraft> read_partition_element(const Field& item, FileContext& file);

std::vector<ObjectFormat> element_formats();

}  // namespace pgreconcile::yaml
