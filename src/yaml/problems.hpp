#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

/// What is wrong with one file, or across several, collected while they are read. The sources must outlive it.
class Problems {
 public:
  explicit Problems(const Source& source) : sources_{&source} {}
  /// Across several files: each problem's place names its file.
  explicit Problems(std::vector<const Source*> sources) : sources_(std::move(sources)) {}

  /// REQUIRES: there is one file.
  void add(std::size_t offset, std::string message, std::string hint = {}) {
    add(sources_.front()->location(offset), std::move(message), std::move(hint));
  }
  void add(const SourceLocation& where, std::string message, std::string hint = {});
  /// What there may be once. The hint says where the first one is.
  void add_second(const SourceLocation& where, std::string message, const SourceLocation& first);
  /// What does no harm, but can hardly be meant.
  void warn(const SourceLocation& where, std::string message);

  /// How many errors there are.
  std::size_t count() const { return count_; }
  /// Each once, in the order of the files and of the places in them; what concerns a whole file comes last. Leaves none
  /// behind.
  std::vector<Diagnostic> take();

 private:
  std::vector<const Source*> sources_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t count_ = 0;
};

/// Puts diagnostics into that order.
void sort_by_place(std::vector<Diagnostic>& diagnostics, const std::vector<const Source*>& sources);

}  // namespace pgreconcile::yaml
