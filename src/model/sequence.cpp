#include "src/model/sequence.hpp"

#include <limits>

namespace pgreconcile::model {
namespace {

struct Range {
  std::int64_t least;
  std::int64_t greatest;
};

template <typename Integer>
constexpr Range range_of() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

Range range_of(const sql::TypeName& type) {
  if (type.canonical() == "smallint") return range_of<std::int16_t>();
  return type.canonical() == "integer" ? range_of<std::int32_t>() : range_of<std::int64_t>();
}

}  // namespace

SequenceOptions default_sequence_options(const sql::TypeName& type, std::int64_t increment) {
  const auto range = range_of(type);
  SequenceOptions options;
  options.increment = increment;
  options.min = increment > 0 ? 1 : range.least;
  options.max = increment > 0 ? range.greatest : -1;
  options.start = increment > 0 ? options.min : options.max;
  return options;
}

}  // namespace pgreconcile::model
