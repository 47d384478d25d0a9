#include "src/yaml/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgreconcile::yaml {
namespace {

// A file that is no schema file at all must not fill the memory with what is wrong with it.
constexpr std::size_t kMaxProblems = 1000;

}  // namespace

void Problems::add(const SourceLocation& where, std::string message, std::string hint) {
  if (++count_ <= kMaxProblems) diagnostics_.push_back({where, Severity::Error, std::move(message), std::move(hint)});
}

void Problems::warn(const SourceLocation& where, std::string message) {
  if (diagnostics_.size() <= kMaxProblems) diagnostics_.push_back({where, Severity::Warning, std::move(message), ""});
}

std::vector<Diagnostic> Problems::take() {
  std::ranges::stable_sort(diagnostics_, {}, &Diagnostic::where);
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end()), diagnostics_.end());
  if (count_ > kMaxProblems) {
    auto& rest = diagnostics_.emplace_back();
    rest.where.file = source_.file();
    rest.message = fmt::format("{} more problems are not shown", count_ - kMaxProblems);
  }
  return std::move(diagnostics_);
}

}  // namespace pgreconcile::yaml
