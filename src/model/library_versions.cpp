#include "src/model/library_versions.hpp"

#include <openssl/crypto.h>

namespace pgreconcile::model {

LibraryVersions library_versions() { return {{"OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING)}}; }

}  // namespace pgreconcile::model
