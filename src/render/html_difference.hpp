#pragma once

// Private to src/render: differences in the HTML report.

#include <string>

#include "reconciler/plan.hpp"

namespace pgreconcile::render {

/// The class with its sign, as a label: the sign and the word say what the colour says.
std::string class_label(reconciler::DifferenceClass difference_class);

/// What a class means for whoever reads the report.
std::string class_meaning(reconciler::DifferenceClass difference_class);

/// Whether the SQL of each difference is shown at once, or on request: a long report is one to be looked through.
enum class SqlShown { AtOnce, OnRequest };

/// An article, whose heading is of the fourth level.
std::string difference_html(const reconciler::Difference& difference, SqlShown sql_shown);

}  // namespace pgreconcile::render
