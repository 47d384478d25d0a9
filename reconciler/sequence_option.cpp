#include "reconciler/sequence_option.hpp"

#include <fmt/format.h>

namespace pgreconcile::reconciler {
namespace {

OptionDifference number(const std::string& name, std::int64_t desired, std::int64_t live, std::string_view keyword) {
  return {{name, std::to_string(desired), std::to_string(live)}, fmt::format("{} {}", keyword, desired)};
}

std::string cycling(const model::SequenceOptions& options) {
  return options.cycling == model::Cycling::Yes ? "CYCLE" : "NO CYCLE";
}

}  // namespace

std::vector<OptionDifference> compare_options(const model::SequenceOptions& desired,
                                              const model::SequenceOptions& live) {
  std::vector<OptionDifference> options{number("increment", desired.increment, live.increment, "INCREMENT BY"),
                                        number("min", desired.min, live.min, "MINVALUE"),
                                        number("max", desired.max, live.max, "MAXVALUE"),
                                        number("start", desired.start, live.start, "START WITH"),
                                        number("cache", desired.cache, live.cache, "CACHE"),
                                        {{"cycle", cycling(desired), cycling(live)}, cycling(desired)}};
  std::erase_if(options, [](const auto& option) { return option.attribute.desired == option.attribute.live; });
  return options;
}

bool must_restart(const model::SequenceOptions& desired, const model::SequenceOptions& live) {
  return desired.max < live.min || live.max < desired.min;
}

}  // namespace pgreconcile::reconciler
