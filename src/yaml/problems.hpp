#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

/// What is wrong with one file, collected while it is read. The source must outlive it.
class Problems {
 public:
  explicit Problems(const Source& source) : source_(source) {}

  void add(std::size_t offset, std::string message, std::string hint = {}) {
    add(source_.location(offset), std::move(message), std::move(hint));
  }
  void add(const SourceLocation& where, std::string message, std::string hint = {});
  /// What does no harm, but can hardly be meant.
  void warn(const SourceLocation& where, std::string message);

  /// How many errors there are.
  std::size_t count() const { return count_; }
  /// In file order, each once. Leaves none behind.
  std::vector<Diagnostic> take();

 private:
  const Source& source_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t count_ = 0;
};

}  // namespace pgreconcile::yaml
