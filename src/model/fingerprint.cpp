#include "src/model/fingerprint.hpp"

#include <algorithm>
#include <set>

#include "src/model/sha256.hpp"

namespace pgreconcile::model {
namespace {

/// Of one object: 128 bits, for a plan of ten thousand tables has a hundred thousand of them.
constexpr std::size_t kObjectDigits = 32;

// The objects that came or went as a whole.
using Wholes = std::set<ObjectChange>;

bool is_part_of(const ObjectChange& change, const Wholes& wholes) {
  if (change.fate == Fate::Changed) return false;
  const auto& object = change.object;
  for (auto comma = object.find(", "); comma != std::string::npos; comma = object.find(", ", comma + 1)) {
    if (wholes.contains({change.fate, object.substr(0, comma)})) return true;
  }
  return false;
}

}  // namespace

std::string Fingerprint::digest() const {
  std::string text;
  for (const auto& [object, digest] : objects) text.append(digest).append(" ").append(object).push_back('\0');
  return "sha256:" + sha256(text);
}

Fingerprint fingerprint(const CanonicalTexts& texts) {
  Fingerprint result;
  for (const auto& [object, text] : texts) result.objects.emplace(object, sha256(text).substr(0, kObjectDigits));
  return result;
}

std::string to_string(Fate fate) {
  switch (fate) {
    case Fate::Changed:
      return "changed";
    case Fate::Appeared:
      return "appeared";
    case Fate::Vanished:
      return "vanished";
  }
  return {};
}

std::vector<ObjectChange> changes(const Fingerprint& before, const Fingerprint& now) {
  std::vector<ObjectChange> result;
  for (const auto& [object, digest] : before.objects) {
    const auto found = now.objects.find(object);
    if (found == now.objects.end()) {
      result.push_back({Fate::Vanished, object});
    } else if (found->second != digest) {
      result.push_back({Fate::Changed, object});
    }
  }
  for (const auto& [object, digest] : now.objects) {
    if (!before.objects.contains(object)) result.push_back({Fate::Appeared, object});
  }
  const Wholes wholes(result.begin(), result.end());
  std::erase_if(result, [&](const ObjectChange& change) { return is_part_of(change, wholes); });
  std::ranges::sort(result, {}, &ObjectChange::object);
  return result;
}

}  // namespace pgreconcile::model
