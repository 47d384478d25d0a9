#include "src/render/subject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/utf8.hpp"

namespace pgreconcile::render {

std::string database_name(const model::ServerFacts& server) {
  const auto& files = server.described_by;
  if (files.empty()) return printable("database " + server.database);
  if (files.size() > 1) return fmt::format("a database as {} files describe it", files.size());
  return printable(fmt::format("a database as {} describes it", files.front()));
}

std::string database_heading(const model::ServerFacts& server) {
  auto text = fmt::format("{} (PostgreSQL {})", database_name(server), server.version);
  text.front() = server.described_by.empty() ? 'D' : 'A';
  return text;
}

std::string note_on_sizes(const reconciler::Plan& plan) {
  const bool is_known =
      plan.server.described_by.empty() || std::ranges::none_of(plan.steps, &reconciler::Step::rewrites);
  if (is_known) return "";
  return "How large tables are is not known without a database: apply blocks a rewrite of one above --rewrite-limit.\n";
}

}  // namespace pgreconcile::render
