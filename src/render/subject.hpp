#pragma once

#include <string>

#include "reconciler/plan.hpp"

namespace pgreconcile::render {

/// What a plan is for, in one printable line: `database kraken`, or `a database as old.yaml describes it`.
std::string database_name(const model::ServerFacts& server);

/// The same at the beginning of a sentence: `Database kraken (PostgreSQL 15.18)`.
std::string database_heading(const model::ServerFacts& server);

/// A line on what a plan between files cannot know of its steps; empty where it knows all.
std::string note_on_sizes(const reconciler::Plan& plan);

}  // namespace pgreconcile::render
