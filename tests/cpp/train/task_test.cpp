#include "train/tasks/task.h"

#include <algorithm>
#include <map>
#include <set>

#include "support.h"

namespace qkv {
namespace task_test {

using testing::errorOf;

std::unique_ptr<Task> make(std::string_view kind, std::vector<std::pair<const char*, double>> values = {}) {
  Options options = defaults(taskKind(kind).fields());
  for (const auto& [name, value] : values) options.set(name, value);
  return taskKind(kind).make(options);
}

std::unique_ptr<Task> fromLines(std::vector<std::string> lines) {
  Options options;
  options.set("lines", std::move(lines));
  return taskKind("examples").make(options);
}

/// Draws many examples and hands each to `check`.
template <class Check>
void forExamples(const Task& task, Index length, Check check) {
  Random random(1);
  Example e;
  for (int i = 0; i < 200; ++i) {
    task.draw(random, length, false, e);
    check(e);
  }
}

Index at(const std::vector<Index>& list, Index i) { return list[static_cast<size_t>(i)]; }

TEST(Task, everyExampleStaysInItsBounds) {
  for (const auto& kind : taskKinds()) {
    const auto task = kind.name == "examples" ? fromLines({"a b → b a", "c → d e f"}) : make(kind.name);
    forExamples(*task, 9, [&](const Example& e) {
      ASSERT_EQ(e.tokens.size() * static_cast<size_t>(task->answers()), e.targets.size()) << kind.name;
      ASSERT_LE(static_cast<Index>(e.tokens.size()), task->rows(9)) << kind.name;
      if (task->fillsRows()) {
        ASSERT_EQ(static_cast<Index>(e.tokens.size()), task->rows(9)) << kind.name;
      }
      ASSERT_TRUE(std::any_of(e.targets.begin(), e.targets.end(), [](Index t) { return t >= 0; }))
          << kind.name;
      for (const Index t : e.tokens) ASSERT_TRUE(t >= 0 && t < task->inputs()) << kind.name;
      for (const Index t : e.targets) ASSERT_TRUE(t >= -1 && t < task->outputs()) << kind.name;
    });
  }
}

TEST(Task, heldOutExamplesAreNeverTrainedOn) {
  const auto task = make("previous_token", {{"vocabulary", 3}});
  Random random(1), held(2);
  Example e;
  std::set<std::vector<Index>> trained;
  for (int i = 0; i < 2000; ++i) {
    task->draw(random, 5, false, e);
    trained.insert(e.tokens);
  }
  for (int i = 0; i < 500; ++i) {
    task->draw(held, 5, true, e);
    ASSERT_EQ(trained.count(e.tokens), 0U);
  }
}

TEST(Task, sentencesAreDecidedByTheirFirstNounWhereverItStands) {
  const std::vector<std::map<std::string, std::string>> agreement{{{"key", "is"},
                                                                   {"keys", "are"},
                                                                   {"cabinet", "is"},
                                                                   {"cabinets", "are"},
                                                                   {"dog", "is"},
                                                                   {"dogs", "are"},
                                                                   {"bird", "is"},
                                                                   {"birds", "are"},
                                                                   {"child", "is"},
                                                                   {"children", "are"}},
                                                                  {{"书", "本"},
                                                                   {"词典", "本"},
                                                                   {"猫", "只"},
                                                                   {"鸟", "只"},
                                                                   {"鱼", "条"},
                                                                   {"裙子", "条"},
                                                                   {"车", "辆"},
                                                                   {"画", "张"},
                                                                   {"桌子", "张"}}};
  for (const double language : {0.0, 1.0}) {
    const auto task = make("sentences", {{"language", language}});
    const auto& agrees = agreement[static_cast<size_t>(language)];
    std::set<size_t> places;
    int misleading = 0;
    forExamples(*task, 0, [&](const Example& e) {
      std::vector<std::string> nouns;
      for (size_t i = 0; i < e.tokens.size(); ++i) {
        const std::string word = task->inputText(e.tokens[i]);
        if (agrees.count(word) == 0) continue;
        if (nouns.empty()) places.insert(i);
        nouns.push_back(agrees.at(word));
      }
      ASSERT_FALSE(nouns.empty());
      EXPECT_EQ(task->outputText(e.targets.back()), nouns.front());
      EXPECT_EQ(std::count(e.targets.begin(), e.targets.end(), Example::kHidden),
                static_cast<std::ptrdiff_t>(e.targets.size()) - 1);
      misleading += nouns.back() != nouns.front();
    });
    EXPECT_GE(places.size(), 3U) << "a head that learns a place must be wrong";
    EXPECT_GT(misleading, 40) << "the nearest noun must often be the wrong one";
  }
}

TEST(Task, answersAreRight) {
  const auto reverse = make("reverse");
  forExamples(*reverse, 7, [](const Example& e) {
    for (Index t = 0; t < 7; ++t) ASSERT_EQ(at(e.targets, t), at(e.tokens, 6 - t));
  });
  const auto sort = make("sort");
  forExamples(*sort, 7, [](const Example& e) {
    ASSERT_TRUE(std::is_sorted(e.targets.begin(), e.targets.end()));
    ASSERT_TRUE(std::is_permutation(e.targets.begin(), e.targets.end(), e.tokens.begin()));
  });
  const auto offset = make("copy_offset", {{"offset", 2}});
  forExamples(*offset, 7, [](const Example& e) {
    for (Index t = 0; t < 7; ++t) ASSERT_EQ(at(e.targets, t), t < 2 ? Example::kHidden : at(e.tokens, t - 2));
  });
  const auto two = make("two_offsets");
  forExamples(*two, 7, [](const Example& e) {
    for (Index t = 0; t < 7; ++t) {
      ASSERT_EQ(at(e.targets, 2 * t), t < 1 ? Example::kHidden : at(e.tokens, t - 1));
      ASSERT_EQ(at(e.targets, 2 * t + 1), t < 3 ? Example::kHidden : at(e.tokens, t - 3));
    }
  });
  const auto lookup = make("lookup", {{"keys", 4}, {"values", 3}});
  forExamples(*lookup, 0, [](const Example& e) {
    const Index asked = at(e.tokens, 4) - 12;
    for (Index t = 0; t < 4; ++t)
      ASSERT_TRUE(at(e.tokens, t) / 3 != asked || at(e.tokens, t) % 3 == at(e.targets, 4));
  });
  const auto majority = make("majority", {{"vocabulary", 4}});
  forExamples(*majority, 7, [](const Example& e) {
    const auto count = [&](Index token) { return std::count(e.tokens.begin(), e.tokens.end(), token); };
    for (Index token = 0; token < 4; ++token)
      ASSERT_TRUE(token == e.targets.back() || count(token) < count(e.targets.back()));
  });
}

TEST(Task, repeatAsksForWhatCameAfterTheLastTime) {
  const auto task = make("repeat");
  std::set<Index> periods;
  forExamples(*task, 16, [&](const Example& e) {
    const auto first = std::find_if(e.targets.begin(), e.targets.end(), [](Index t) { return t >= 0; });
    const auto period = static_cast<Index>(first - e.targets.begin());
    periods.insert(period);
    for (Index t = period; t < 16; ++t) {
      ASSERT_EQ(at(e.tokens, t), at(e.tokens, t - period));
      ASSERT_EQ(at(e.targets, t), at(e.tokens, t + 1 - period));
    }
  });
  EXPECT_EQ(periods, (std::set<Index>{2, 3, 4, 5, 6, 7, 8}));
}

TEST(Task, additionIsRightDigitByDigit) {
  const auto task = make("addition", {{"digits", 3}});
  forExamples(*task, 0, [](const Example& e) {
    const auto number = [&](Index start) {
      return 100 * at(e.tokens, start) + 10 * at(e.tokens, start + 1) + at(e.tokens, start + 2);
    };
    Index sum = 0;
    for (Index place = 3; place >= 0; --place) sum = 10 * sum + at(e.targets, 7 + place);
    ASSERT_EQ(sum, number(0) + number(4));
    for (Index place = 0; place < 3; ++place) ASSERT_EQ(at(e.tokens, 8 + place), at(e.targets, 7 + place));
  });
}

TEST(Task, pastedExamplesAreReadAsWordsOrCharacters) {
  const auto characters = fromLines({"ab → ba"});
  EXPECT_EQ(characters->inputs(), 3);  // →, a, b
  EXPECT_EQ(characters->rows(0), 4);
  const auto words = fromLines({"你好 世界 => hello world", "x -> y"});
  EXPECT_EQ(words->inputs(), 7);
  EXPECT_EQ(words->inputText(1), "你好");
  EXPECT_EQ(errorOf(ErrorCode::config,
                    [] {
                      fromLines({"a → b", "ab"});
                    }),
            "task.lines[1]: has no arrow; write input → output (or ->)");
  EXPECT_EQ(errorOf(ErrorCode::config, [] { fromLines({" → b"}); }),
            "task.lines[0]: needs something on both sides of the arrow");
}

}  // namespace task_test
}  // namespace qkv
