#pragma once

// Private to introspect.

#include <set>
#include <string_view>
#include <vector>

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"
#include "src/model/sequence.hpp"

namespace pgreconcile::introspect {

/// Of a row `s` of pg_sequence, the columns that sequence_options() reads.
inline constexpr std::string_view kSequenceOptions =
    "s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max, s.seqcache AS cache,"
    " s.seqcycle AS cycle";
model::SequenceOptions sequence_options(const Row& row);

/// The declared sequences and those that columns of declared tables own; not those of identity columns: name, type,
/// options, owner, unmodelled.
db::CatalogQuery sequences_query(const Declared& declared, const std::vector<sql::QualifiedName>& sequences);
std::vector<model::Sequence> read_sequences(const db::Result& rows, CatalogTexts& texts);

}  // namespace pgreconcile::introspect
