#include "src/render/cost.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace pgreconcile::render {
std::string lock_text(const reconciler::Step& step) {
  std::string text;
  const reconciler::TableLock* last = nullptr;
  for (const auto& lock : step.locks) {
    if (last != nullptr && last->mode == lock.mode) {
      text += " and " + lock.table.quoted();
    } else {
      text += fmt::format("{}{} on {}", last == nullptr ? "" : ", ", to_string(lock.mode), lock.table.quoted());
    }
    last = &lock;
  }
  return text;
}

std::string cost(const reconciler::Step& step) {
  std::vector<std::string> parts;
  if (!step.locks.empty()) parts.push_back("takes " + lock_text(step));
  if (step.rewrites) parts.emplace_back("rewrites the table");
  if (step.scans && !step.rewrites) parts.emplace_back("scans the table");
  if (!step.transaction) parts.emplace_back("runs outside a transaction");
  return parts.empty() ? "locks no table that exists" : fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace pgreconcile::render
