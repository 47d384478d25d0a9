#pragma once

// Private to src/cli.

#include <string>
#include <vector>

#include "src/cli/description.hpp"

namespace pgreconcile::cli {

/// The manual page pgreconcile(1), for groff and mandoc: https://man7.org/linux/man-pages/man7/man.7.html
std::string manual_page(const std::vector<DescribedCommand>& commands);

}  // namespace pgreconcile::cli
