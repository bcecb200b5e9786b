#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

struct Line {
  std::vector<Index> input, output;
};

/// What stands between input and output: the first of these that a line has.
constexpr const char* kArrows[] = {"→", "->", "=>", "\t"};

/// Cuts UTF-8 text at its blanks, or into characters.
std::vector<std::string> split(const std::string& text, bool words) {
  std::vector<std::string> parts;
  bool open = false;
  for (size_t i = 0; i < text.size();) {
    size_t next = i + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xc0) == 0x80) ++next;
    const std::string character = text.substr(i, next - i);
    i = next;
    if (character == " " || character == "\t" || character == "\r" || character == "\n") {
      open = false;
    } else if (words && open) {
      parts.back() += character;
    } else {
      parts.push_back(character);
      open = true;
    }
  }
  return parts;
}

/// A person's own examples, lines of `input → output`. The model reads the input, an arrow and the output so
/// far, and from the arrow on each place asks for the next token. Tokens are words where any line has blanks
/// inside its input or output, otherwise characters.
class Examples final : public Task {
 public:
  explicit Examples(const std::vector<std::string>& lines) {
    if (lines.empty())
      throw Error(ErrorCode::config,
                  {"task.lines: give at least one example, as [\"cat → tac\", \"dog → god\"]"});
    std::vector<std::pair<std::string, std::string>> sides;
    bool words = false;
    for (size_t i = 0; i < lines.size(); ++i) {
      sides.push_back(cut(lines[i], i));
      for (const auto* side : {&sides.back().first, &sides.back().second})
        words |= split(*side, true).size() > 1;
    }
    const Index arrow = idOf("→");
    for (const auto& [input, output] : sides) {
      Line line;
      for (const auto& part : split(input, words)) line.input.push_back(idOf(part));
      line.input.push_back(arrow);
      for (const auto& part : split(output, words)) line.output.push_back(idOf(part));
      rows_ = std::max(rows_, static_cast<Index>(line.input.size() + line.output.size()) - 1);
      lines_.push_back(std::move(line));
    }
    if (rows_ > kMostRows)
      throw Error(ErrorCode::range, {"task.lines: a line has ", rows_, " tokens; at most ", kMostRows});
  }

  Index inputs() const override { return static_cast<Index>(texts_.size()); }
  Index rows(Index) const override { return rows_; }
  bool fillsRows() const override { return false; }
  bool asksForNextToken() const override { return true; }
  std::string inputText(Index token) const override { return texts_[static_cast<size_t>(token)]; }

  void write(Random& random, Index, Example& e) const override {
    const Line& line = lines_[static_cast<size_t>(random.below(lines_.size()))];
    for (const Index token : line.input) e.add(token);
    for (size_t i = 0; i < line.output.size(); ++i) {
      e.targets.back() = line.output[i];
      if (i + 1 < line.output.size()) e.add(line.output[i]);
    }
  }

 private:
  static constexpr Index kMostRows = 256;

  static std::pair<std::string, std::string> cut(const std::string& line, size_t index) {
    const std::string path = "task.lines[" + std::to_string(index) + "]";
    for (const char* arrow : kArrows) {
      const size_t at = line.find(arrow);
      if (at == std::string::npos) continue;
      std::pair<std::string, std::string> sides{line.substr(0, at),
                                                line.substr(at + std::string(arrow).size())};
      if (split(sides.first, true).empty() || split(sides.second, true).empty())
        throw Error(ErrorCode::config, {path, ": needs something on both sides of the arrow"});
      return sides;
    }
    throw Error(ErrorCode::config, {path, ": has no arrow; write input → output (or ->)"});
  }

  Index idOf(const std::string& text) {
    const auto [found, isNew] = ids_.emplace(text, static_cast<Index>(texts_.size()));
    if (isNew) texts_.push_back(text);
    return found->second;
  }

  std::vector<Line> lines_;
  std::vector<std::string> texts_;
  std::map<std::string, Index> ids_;
  Index rows_ = 0;
};

const RegisterTask kExamples(
    {"examples", false, false, [] { return std::vector<Field>{Field::texts("lines")}; },
     [](const Options& o) -> std::unique_ptr<Task> { return std::make_unique<Examples>(o.texts("lines")); }});

}  // namespace
}  // namespace qkv
