#pragma once

#include <string>

namespace pgreconcile::test {

/// The servers that know what a case is written in, or where its verdict is the one that it names.
struct Servers {
  int first = 13;
  int last = 18;
};

enum class Accepted { Yes, No };

/// An expression as the file and as the DDL of the database has it; the verdict is `same` or a class of difference.
struct ExpressionCase {
  std::string desired;
  std::string live;
  std::string verdict;
  /// Whether the server takes what the file says.
  Accepted accepted = Accepted::Yes;
  Servers servers = {};
};

/// The same where a type belongs to it: a column's, or a domain's.
struct TypedExpressionCase {
  std::string type;
  std::string desired;
  std::string live;
  std::string verdict;
  Accepted accepted = Accepted::Yes;
};

}  // namespace pgreconcile::test
