#include <algorithm>
#include <map>
#include <string_view>

#include "base/error.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

/// A grammar, a line for each symbol: its alternatives, of which one may be empty. Symbols are written in capitals;
/// S is the sentence. A noun has what agrees with it behind a colon. The first noun decides what the sentence asks
/// for, however many others stand nearer to the end; lead-in and adjective vary its place, so that a head which
/// learns a place instead of a word is wrong.
struct Grammar {
  std::string_view language;
  const char* lines;
};

/// The verb agrees with its own noun and not with the nearer one: "the keys to the cabinet still → are". A last word
/// that says nothing: at the last noun itself, that noun could be left out of the count without any position.
constexpr Grammar kEnglish{"en", R"(
S = LEAD the KIND NOUN MORE MORE STILL
LEAD = | today | sadly | again
KIND = | old | small | red | new
NOUN = key:is | keys:are | cabinet:is | cabinets:are | dog:is | dogs:are | bird:is | birds:are | child:is | children:are
MORE = | WHERE the NOUN
WHERE = to | near | behind | with
STILL = still | now | really
)"};

/// The measure word belongs to the noun that was named first: "书，她在桌子旁边看见了一 → 本".
constexpr Grammar kChinese{"zh", R"(
S = LEAD KIND NOUN ， WHO PLACE DID 一
LEAD = | 昨天 | 今天 | 后来
KIND = | 新的 | 旧的 | 红的
NOUN = 书:本 | 词典:本 | 猫:只 | 鸟:只 | 鱼:条 | 裙子:条 | 车:辆 | 画:张 | 桌子:张
WHO = 我 | 她 | 他们
PLACE = | 在 NOUN SIDE | 在 NOUN SIDE 的 NOUN SIDE
SIDE = 旁边 | 后面 | 前面
DID = 看见了 | 找到了
)"};

constexpr const Grammar* kGrammars[] = {&kEnglish, &kChinese};

/// The parts of a text between the separators; empty ones are left out.
std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Small sentences in which a word far back decides: after the last word the model answers what agrees with the
/// first noun. Linzen, Dupoux & Goldberg 2016 ("Assessing the Ability of LSTMs to Learn Syntax-Sensitive
/// Dependencies") ask language models the same.
class Sentences final : public Task {
 public:
  explicit Sentences(const Grammar& grammar) {
    std::vector<std::pair<std::string, std::vector<std::string>>> rules;
    for (const std::string& line : split(grammar.lines, '\n')) {
      std::vector<std::string> parts = split(line, ' ');
      const std::string symbol = parts[0];
      parts.erase(parts.begin(), parts.begin() + 2);  // and the sign of equality
      rules.emplace_back(symbol, std::move(parts));
    }
    for (const auto& [symbol, alternatives] : rules)
      symbols_.emplace(symbol, static_cast<Index>(symbols_.size()));
    for (const auto& [symbol, alternatives] : rules) rules_.push_back(read(alternatives));
    rows_ = longest(symbols_.at("S"));
  }

  Index inputs() const override { return static_cast<Index>(words_.size()); }
  Index outputs() const override { return static_cast<Index>(answers_.size()); }
  Index rows(Index) const override { return rows_; }
  bool fillsRows() const override { return false; }
  std::string inputText(Index token) const override { return words_[static_cast<size_t>(token)].text; }
  std::string outputText(Index target) const override { return answers_[static_cast<size_t>(target)]; }

  void write(Random& random, Index, Example& e) const override {
    expand(symbols_.at("S"), random, e);
    for (const Index token : e.tokens) {
      const Index answer = words_[static_cast<size_t>(token)].answer;
      if (answer == kNoNoun) continue;
      e.targets.back() = answer;
      return;
    }
  }

 private:
  static constexpr Index kNoNoun = -1;
  struct Word {
    std::string text;
    Index answer;
  };
  /// What stands in an alternative: a word, or a symbol to be written out.
  struct Part {
    bool isSymbol;
    Index index;
  };
  using Alternative = std::vector<Part>;

  std::vector<Alternative> read(const std::vector<std::string>& parts) {
    std::vector<Alternative> alternatives(1);
    for (const std::string& part : parts)
      if (part == "|")
        alternatives.emplace_back();
      else
        alternatives.back().push_back(partOf(part));
    return alternatives;
  }

  Part partOf(const std::string& text) {
    const auto symbol = symbols_.find(text);
    if (symbol != symbols_.end()) return {true, symbol->second};
    const size_t colon = text.find(':');
    const std::string word = text.substr(0, colon);
    for (size_t i = 0; i < words_.size(); ++i)
      if (words_[i].text == word) return {false, static_cast<Index>(i)};
    words_.push_back({word, colon == std::string::npos ? kNoNoun : answerOf(text.substr(colon + 1))});
    return {false, inputs() - 1};
  }

  Index answerOf(const std::string& text) {
    const auto found = std::find(answers_.begin(), answers_.end(), text);
    if (found == answers_.end()) return answers_.push_back(text), outputs() - 1;
    return static_cast<Index>(found - answers_.begin());
  }

  void expand(Index symbol, Random& random, Example& e) const {
    const auto& alternatives = rules_[static_cast<size_t>(symbol)];
    for (const Part& part : alternatives[static_cast<size_t>(random.below(alternatives.size()))])
      if (part.isSymbol)
        expand(part.index, random, e);
      else
        e.add(part.index);
  }

  Index longest(Index symbol) const {
    Index most = 0;
    for (const Alternative& alternative : rules_[static_cast<size_t>(symbol)]) {
      Index words = 0;
      for (const Part& part : alternative) words += part.isSymbol ? longest(part.index) : 1;
      most = std::max(most, words);
    }
    return most;
  }

  std::map<std::string, Index> symbols_;
  std::vector<std::vector<Alternative>> rules_;  // by symbol
  std::vector<Word> words_;
  std::vector<std::string> answers_;
  Index rows_ = 0;
};

std::vector<Field> sentenceFields() {
  std::vector<std::string> languages;
  for (const Grammar* grammar : kGrammars) languages.emplace_back(grammar->language);
  return {Field::choice("language", languages)};
}

const RegisterTask kSentences({"sentences", false, false, sentenceFields,
                               [](const Options& o) -> std::unique_ptr<Task> {
                                 return std::make_unique<Sentences>(
                                     *kGrammars[static_cast<size_t>(o.integer("language"))]);
                               }});

}  // namespace
}  // namespace qkv
