#include "src/model/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "src/base/error.hpp"

namespace pgreconcile::model {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::Failure, "libcrypto refuses SHA-256");
  }
  std::string text;
  for (unsigned int at = 0; at < size; ++at) text += fmt::format("{:02x}", digest.at(at));
  return text;
}

}  // namespace pgreconcile::model
