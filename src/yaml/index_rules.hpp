#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/sql/identifier.hpp"
#include "src/yaml/element_format.hpp"
#include "src/yaml/file_context.hpp"

namespace pgreconcile::yaml {

/// The most columns that an index, a key or a foreign key may have (INDEX_MAX_KEYS).
inline constexpr std::size_t kMaxIndexColumns = 32;

/// Refuses what one of PostgreSQL's own index methods cannot do; other methods are for the server to judge.
class MethodRules {
 public:
  /// `subject` is how messages call the index: `index "ix_turns"`.
  MethodRules(std::string subject, const sql::Identifier& method, FileContext& file);

  void refuse_unique(std::size_t offset) const;
  void refuse_include(std::size_t offset) const;
  void refuse_exclusion(std::size_t offset) const;
  void refuse_elements(const std::vector<ElementDraft>& elements) const;

 private:
  void refuse(std::size_t offset, std::string_view what) const;

  struct Method;
  static const Method* find(const sql::Identifier& method);

  std::string subject_;
  const Method* method_;
  FileContext& file_;
};

/// Refuses more columns than PostgreSQL has room for.
void refuse_too_many(const std::string& subject, std::size_t columns, std::size_t offset, FileContext& file);

}  // namespace pgreconcile::yaml
