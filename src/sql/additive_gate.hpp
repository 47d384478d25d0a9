#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// Whether the block of drop_invalid_index() passes, which drops an index that is invalid and nothing else.
enum class Repair { Refused, Allowed };

/// A statement that PostgreSQL's own parser has read and that the allow-list knows to be additive. Only admit() makes
/// one, and db::Session sends no other DDL: so nothing that the tool runs can drop, truncate, delete or rename. One thing
/// alone is not additive, and passes only where the caller says that the user asked for it: see Repair.
class AdditiveStatement {
 public:
  const std::string& text() const { return text_; }

 private:
  friend AdditiveStatement admit(std::string_view, Repair);
  explicit AdditiveStatement(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Reads the statement with standard_conforming_strings on, as every session pins it.
/// Throws Error(Internal) with what was refused: a statement that does not pass is a bug of whoever wrote it.
AdditiveStatement admit(std::string_view statement, Repair repair = Repair::Refused);

}  // namespace pgreconcile::sql
