#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tests/load/world.hpp"

namespace pgreconcile::test {

/// What the file has more than the tables of make_tables(), and the steps that make it: `create_index public.i`.
struct ChangeCase {
  std::string name;
  std::vector<Addition> added;
  std::vector<std::string> steps;
  /// The same as someone makes it who does not know what it locks. Empty where nothing else can be done than what the
  /// tool does.
  std::string plainly = {};
  /// A lock that another session has for longer than the bound, and then lets go of.
  std::string held = {};
  std::string prepared = {};  ///< what is done before
  std::vector<std::string> options = {};
  std::vector<std::string> steps_since_18 = {};  ///< where a later PostgreSQL has a shorter way
};

std::ostream& operator<<(std::ostream& out, const ChangeCase& change);

/// Those that ci/test tries, and all others.
const std::vector<ChangeCase>& sample_of_changes();
const std::vector<ChangeCase>& other_changes();

/// What has no way that lets writes go on, and so is announced: each step and what the plan says of it.
struct AnnouncedCase {
  std::string name;
  std::vector<Addition> added;
  std::vector<std::string> steps;  ///< `add_exclusion public.t.x: ACCESS EXCLUSIVE public.t; scans`
  std::string prepared = {};
};

std::ostream& operator<<(std::ostream& out, const AnnouncedCase& announced);

const std::vector<AnnouncedCase>& announced_changes();

}  // namespace pgreconcile::test
