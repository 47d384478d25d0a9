#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile {

/// The candidate that `word` was most probably meant to be, or an empty view if none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// The hint that a message gives then; empty where nothing was meant.
std::string did_you_mean(std::string_view meant);

}  // namespace pgreconcile
