#pragma once

#include <string>
#include <vector>

#include "reconciler/diff_context.hpp"
#include "src/model/sequence.hpp"

namespace pgreconcile::reconciler {

/// An option in which two sequences differ, and what ALTER has to say of it: `START WITH 7`.
struct OptionDifference {
  Attribute attribute;
  std::string clause;
};

std::vector<OptionDifference> compare_options(const model::SequenceOptions& desired,
                                              const model::SequenceOptions& live);

/// True where the number that a sequence stands at lies outside its new bounds for certain: it has to start anew.
bool must_restart(const model::SequenceOptions& desired, const model::SequenceOptions& live);

}  // namespace pgreconcile::reconciler
