#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::render {

enum class Color { Off, On };

/// Puts text in the terminal's colours, or leaves it as it is.
class Style {
 public:
  explicit Style(Color color) : color_(color) {}

  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string red(std::string_view text) const { return wrap("31", text); }
  std::string green(std::string_view text) const { return wrap("32", text); }
  std::string yellow(std::string_view text) const { return wrap("33", text); }

 private:
  std::string wrap(std::string_view code, std::string_view text) const {
    if (color_ == Color::Off) return std::string(text);
    return std::string("\033[") + std::string(code) + "m" + std::string(text) + "\033[0m";
  }

  Color color_;
};

}  // namespace pgreconcile::render
