#include "src/yaml/source.hpp"

#include <algorithm>

#include "src/base/utf8.hpp"

namespace pgreconcile::yaml {
namespace {

constexpr std::size_t kBlockBytes = 256;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string with_line_feeds(std::string_view raw) {
  if (raw.starts_with(kByteOrderMark)) raw.remove_prefix(kByteOrderMark.size());
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool before_line_feed = raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n';
    if (!before_line_feed) text += raw[i];
  }
  return text;
}

}  // namespace

Source::Source(std::string file, std::string_view raw)
    : file_(std::move(file)), text_(with_line_feeds(raw)), line_starts_{0} {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i % kBlockBytes == 0) characters_before_block_.push_back(characters);
    if (starts_character(text_[i])) ++characters;
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
  characters_before_block_.push_back(characters);
}

std::size_t Source::line_end(std::size_t offset) const {
  const auto end = text_.find('\n', offset);
  return end == std::string::npos ? text_.size() : end;
}

std::size_t Source::characters_before(std::size_t offset) const {
  const auto block = offset / kBlockBytes;
  const auto rest = std::string_view(text_).substr(block * kBlockBytes, offset % kBlockBytes);
  return characters_before_block_[block] + character_count(rest);
}

SourceLocation Source::location(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto line = std::ranges::upper_bound(line_starts_, offset) - line_starts_.begin();
  const auto start = line_starts_[static_cast<std::size_t>(line) - 1];
  return {file_, static_cast<std::size_t>(line), characters_before(offset) - characters_before(start) + 1};
}

std::size_t Source::offset(const SourceLocation& where) const {
  const auto before = characters_before(line_starts_[where.line - 1]) + where.column - 1;
  const auto block = std::ranges::upper_bound(characters_before_block_, before) - characters_before_block_.begin() - 1;
  const auto left = before - characters_before_block_[static_cast<std::size_t>(block)];
  const auto start = std::min(static_cast<std::size_t>(block) * kBlockBytes, text_.size());
  return start + character_offset(std::string_view(text_).substr(start), left);
}

Excerpt Source::excerpt(const SourceLocation& where) const {
  if (where.line == 0) return {};
  const auto start = line_starts_[where.line - 1];
  const auto line = std::string_view(text_).substr(start, line_end(start) - start);
  return make_excerpt(line, offset(where) - start);
}

}  // namespace pgreconcile::yaml
