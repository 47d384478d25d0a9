#pragma once

#include <string_view>
#include <vector>

namespace pgreconcile::yaml {

/// The candidate that `word` was most probably meant to be, or an empty view if none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace pgreconcile::yaml
