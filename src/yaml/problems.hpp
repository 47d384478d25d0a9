#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

/// The order in which places are read: that of their files, and within a file from its top. What concerns a whole file
/// comes last in it.
class ReadingOrder {
 public:
  explicit ReadingOrder(const std::vector<const Source*>& sources);

  /// Smaller for what is read earlier. REQUIRES: the place is in one of the files.
  std::tuple<std::size_t, bool, std::size_t, std::size_t> operator()(const SourceLocation& where) const;

 private:
  std::map<std::string, std::size_t, std::less<>> files_;
};

/// What is wrong with one file, or across several, collected while they are read. The sources must outlive it.
class Problems {
 public:
  explicit Problems(const Source& source) : Problems(std::vector{&source}) {}
  /// Across several files: each problem's place names its file.
  explicit Problems(std::vector<const Source*> sources) : sources_(std::move(sources)), order_(sources_) {}

  const ReadingOrder& reading_order() const { return order_; }

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
  /// Each once, in the order of reading. Leaves none behind.
  std::vector<Diagnostic> take();

 private:
  std::vector<const Source*> sources_;
  ReadingOrder order_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t count_ = 0;
};

void sort_by_place(std::vector<Diagnostic>& diagnostics, const ReadingOrder& order);

}  // namespace pgreconcile::yaml
