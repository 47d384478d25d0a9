#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "src/base/error.hpp"
#include "src/sql/additive_gate.hpp"

namespace pgreconcile::test {

/// Why the additive gate refuses the statement, without the statement; or "admitted".
inline std::string gate_answer(const std::string& statement) {
  constexpr std::string_view kRefusal = "the additive gate refused a statement: ";
  try {
    return sql::admit(statement).text() == statement ? "admitted" : "changed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Internal);
    EXPECT_EQ(error.hint(), "nothing of it was run; please report this");
    const std::string message = error.what();
    EXPECT_TRUE(message.starts_with(kRefusal) && message.ends_with(": " + statement)) << message;
    return message.substr(kRefusal.size(), message.size() - kRefusal.size() - statement.size() - 2);
  }
}

}  // namespace pgreconcile::test
