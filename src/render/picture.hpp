#pragma once

#include <string>
#include <vector>

#include "src/render/graph.hpp"

namespace pgreconcile::render {

/// What of a diagram differs.
struct Picture {
  /// Tables that differ and those that they refer to; empty where no table does. Its colours are the page's: html_assets.hpp.
  std::string svg;
  std::vector<std::string> left_out;  ///< the titles of tables that differ and are not drawn: there are too many
};

/// REQUIRES: the diagram is compared.
Picture drift_picture(const Diagram& diagram);

}  // namespace pgreconcile::render
