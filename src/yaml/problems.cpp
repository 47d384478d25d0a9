#include "src/yaml/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgreconcile::yaml {
namespace {

// A file that is no schema file at all must not fill the memory with what is wrong with it.
constexpr std::size_t kMaxProblems = 1000;

}  // namespace

ReadingOrder::ReadingOrder(const std::vector<const Source*>& sources) {
  for (const auto* source : sources) files_.emplace(source->file(), files_.size());
}

std::tuple<std::size_t, bool, std::size_t, std::size_t> ReadingOrder::operator()(const SourceLocation& where) const {
  return {files_.at(where.file), where.line == 0, where.line, where.column};
}

void Problems::add(const SourceLocation& where, std::string message, std::string hint) {
  if (++count_ <= kMaxProblems) diagnostics_.push_back({where, Severity::Error, std::move(message), std::move(hint)});
}

void Problems::add_second(const SourceLocation& where, std::string message, const SourceLocation& first) {
  add(where, std::move(message), fmt::format("the first is at {}", place_seen_from(where, first)));
}

void Problems::warn(const SourceLocation& where, std::string message) {
  if (diagnostics_.size() <= kMaxProblems) diagnostics_.push_back({where, Severity::Warning, std::move(message), ""});
}

std::vector<Diagnostic> Problems::take() {
  sort_by_place(diagnostics_, order_);
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end()), diagnostics_.end());
  for (auto& diagnostic : diagnostics_) {
    const auto source = std::ranges::find(sources_, diagnostic.where.file, &Source::file);
    if (source != sources_.end()) diagnostic.excerpt = (*source)->excerpt(diagnostic.where);
  }
  if (count_ > kMaxProblems) {
    auto& rest = diagnostics_.emplace_back();
    rest.where.file = sources_.front()->file();
    rest.message = fmt::format("{} more problems are not shown", count_ - kMaxProblems);
  }
  return std::move(diagnostics_);
}

void sort_by_place(std::vector<Diagnostic>& diagnostics, const ReadingOrder& order) {
  std::ranges::stable_sort(diagnostics, {}, [&](const Diagnostic& diagnostic) { return order(diagnostic.where); });
}

}  // namespace pgreconcile::yaml
