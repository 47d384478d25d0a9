#pragma once

#include <map>
#include <string>

#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::model {

/// The objects of a database by what reports call them (`table public.t`, `table public.t, column a`), each with all
/// that comparing it uses, in a form that depends on nothing else: not on places in files, on the order of what has no
/// order, or on the server that holds it.
using CanonicalTexts = std::map<std::string, std::string>;

CanonicalTexts canonical_texts(const Database& desired);

/// Of what the comparison reads. What pgreconcile does not manage is not among it, nor the name and release of the server:
/// a copy of the database has the same texts.
CanonicalTexts canonical_texts(const LiveDatabase& live);

}  // namespace pgreconcile::model
