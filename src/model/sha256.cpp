#include "src/model/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

#include "src/base/error.hpp"

namespace pgreconcile::model {
namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest_of(std::string_view bytes) {
  Digest digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::Failure, "libcrypto refuses SHA-256");
  }
  return digest;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string text;
  for (const auto byte : digest_of(bytes)) text += fmt::format("{:02x}", byte);
  return text;
}

std::string sha256_base64(std::string_view bytes) {
  constexpr auto kCharacters = (SHA256_DIGEST_LENGTH + 2) / 3 * 4;
  const auto digest = digest_of(bytes);
  std::array<unsigned char, kCharacters + 1> text{};  // EVP_EncodeBlock ends it with a NUL
  EVP_EncodeBlock(text.data(), digest.data(), SHA256_DIGEST_LENGTH);
  return {text.begin(), text.end() - 1};
}

}  // namespace pgreconcile::model
