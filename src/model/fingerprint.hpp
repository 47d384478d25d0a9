#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/model/canonical_text.hpp"

namespace pgreconcile::model {

/// What a database was like, in little space: a digest of each object's canonical text. Two are equal where the texts are.
struct Fingerprint {
  std::map<std::string, std::string> objects;  ///< by what reports call them: `table public.t, column a`

  /// `sha256:…`, of them all.
  std::string digest() const;

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

Fingerprint fingerprint(const CanonicalTexts& texts);

enum class Fate { Changed, Appeared, Vanished };

/// `changed`, `appeared`, `vanished`
std::string to_string(Fate fate);

struct ObjectChange {
  Fate fate;
  std::string object;

  friend auto operator<=>(const ObjectChange&, const ObjectChange&) = default;
};

/// What is not as it was, by name. Of a table that appeared or vanished its parts are not named.
std::vector<ObjectChange> changes(const Fingerprint& before, const Fingerprint& now);

}  // namespace pgreconcile::model
