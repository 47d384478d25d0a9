#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/base/excerpt.hpp"

namespace pgreconcile {

/// A place in a schema file. Lines and columns count from 1, columns in characters; a line of 0 means
/// that the place is unknown (an object that was read from the database).
struct SourceLocation {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  friend auto operator<=>(const SourceLocation&, const SourceLocation&) = default;
};

enum class Severity { Warning, Error };

/// One thing that is wrong with a schema file.
struct Diagnostic {
  SourceLocation where;
  Severity severity = Severity::Error;
  std::string message;  ///< lower case, no full stop
  std::string hint;     ///< what to write instead; may be empty
  Excerpt excerpt = {};

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// `schema.yaml:12:9: unknown key "not_null"; use "nullable: false"`: one printable line, whatever the file holds.
std::string to_string(const Diagnostic& diagnostic);

/// `schema.yaml:12`, as plans refer to the file.
std::string to_string(const SourceLocation& location);

/// `12:9`, or `other.yaml:12:9`, as a message about `from` refers to another place.
std::string place_seen_from(const SourceLocation& from, const SourceLocation& place);

}  // namespace pgreconcile
