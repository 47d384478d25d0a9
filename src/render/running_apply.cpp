#include "src/render/running_apply.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgreconcile::render {

std::string to_string(const RunningApply& running) {
  return running.doing.empty() ? running.who : fmt::format("{}: {}", running.who, running.doing);
}

std::string running_markdown(const std::optional<RunningApply>& running) {
  if (!running) return "";
  auto text = to_string(*running);
  // Within backquotes nothing else means anything: neither HTML nor a mention.
  std::ranges::replace(text, '`', '\'');
  return fmt::format("> **An apply is running on this database:** `{}`\n\n", text);
}

}  // namespace pgreconcile::render
