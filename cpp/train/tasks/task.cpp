#include "train/tasks/task.h"

namespace qkv {
namespace {

/// One example in eight, by 64-bit FNV-1a of its tokens.
bool isHeldOut(const Example& example) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const Index token : example.tokens)
    hash = (hash ^ static_cast<std::uint64_t>(token)) * 0x100000001b3ULL;
  return ((hash ^ (hash >> 32)) & 7) == 0;
}

}  // namespace

void Example::clear() noexcept {
  tokens.clear();
  targets.clear();
  scratch.clear();
}

void Example::reserve(Index rows) {
  for (auto* list : {&tokens, &targets, &scratch}) list->reserve(static_cast<size_t>(rows));
}

void Task::draw(Random& random, Index length, bool heldOut, Example& example) const {
  constexpr int kTries = 1000;
  for (int i = 0; i < kTries; ++i) {
    example.clear();
    write(random, length, example);
    if (isHeldOut(example) == heldOut) return;
  }
}

std::vector<TaskKind> taskKinds() { return RegisterTask::all(); }

const TaskKind& taskKind(std::string_view name) { return RegisterTask::named(name, "task.kind", "a task"); }

Field vocabularyField() { return Field::integer("vocabulary", 10, 2, 1000); }

void writeRandomTokens(Random& random, Index count, Index vocabulary, std::vector<Index>& to) {
  to.clear();
  for (Index i = 0; i < count; ++i)
    to.push_back(static_cast<Index>(random.below(static_cast<std::uint64_t>(vocabulary))));
}

void writePermutation(Random& random, Index count, std::vector<Index>& to) {
  to.clear();
  for (Index i = 0; i < count; ++i) to.push_back(i);
  for (Index i = count; i > 1; --i)
    std::swap(to[static_cast<size_t>(i - 1)],
              to[static_cast<size_t>(random.below(static_cast<std::uint64_t>(i)))]);
}

}  // namespace qkv
