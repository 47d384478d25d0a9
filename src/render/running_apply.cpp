#include "src/render/running_apply.hpp"

#include <fmt/format.h>

namespace pgreconcile::render {

std::string to_string(const RunningApply& running) {
  return running.doing.empty() ? running.who : fmt::format("{}: {}", running.who, running.doing);
}

}  // namespace pgreconcile::render
