#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/random.h"
#include "base/registry.h"

namespace qkv {

/// One example: what the model reads at each place, and what it should answer there.
struct Example {
  static constexpr Index kHidden = -1;  ///< a target that does not count

  std::vector<Index> tokens;
  std::vector<Index> targets;  ///< Task::answers() for each token; kHidden where any answer will do
  std::vector<Index> scratch;  ///< for a task's own use while it writes

  /// Empties it without giving memory back, so that the next example costs no allocation.
  void clear() noexcept;
  void reserve(Index rows);
  void add(Index token, Index target = kHidden) {
    tokens.push_back(token);
    targets.push_back(target);
  }
};

/// What a model is to learn: a source of examples. A task overrides what is its own.
class Task {
 public:
  virtual ~Task() = default;

  /// How many different tokens it writes, and how many classes it asks for.
  virtual Index inputs() const = 0;
  virtual Index outputs() const { return inputs(); }
  /// How many questions each place answers, each with its own classes.
  virtual Index answers() const { return 1; }
  /// What stands for a token or a class on the page.
  virtual std::string inputText(Index token) const { return std::to_string(token); }
  virtual std::string outputText(Index target) const { return inputText(target); }
  /// The most places of an example of this length; `length` is 0 for tasks without one.
  virtual Index rows(Index length) const { return length; }
  /// Whether all examples of one length have that many places.
  virtual bool fillsRows() const { return true; }
  /// A target stands at a later place of the input: without the causal mask it could be read off.
  virtual bool asksForNextToken() const { return false; }
  /// Throws Error(range) when examples of this length would ask for nothing.
  virtual void check(Index /*length*/) const {}

  /// Writes one example of that length after example.clear().
  virtual void write(Random& random, Index length, Example& example) const = 0;

  /// Draws examples until one is in the wanted part: an eighth of all examples, chosen by a hash of their
  /// tokens, is held out and never trained on. Where a task has too few different examples to divide, after
  /// many tries the last one drawn stands.
  void draw(Random& random, Index length, bool heldOut, Example& example) const;
};

/// A task as its file declares it; adding one means adding one file. Its words on the page have the keys
/// task.<name> and task.<name>.<field>.
struct TaskKind {
  std::string_view name;
  bool hasLength;  ///< whether "length", or "min_length" and "max_length", belong to it
  /// A token can find its answer on both sides of it: such a task is for a model without the causal mask.
  bool looksAhead;
  std::vector<Field> (*fields)();
  std::unique_ptr<Task> (*make)(const Options&);
};

/// All tasks that are linked in, by name.
std::vector<TaskKind> taskKinds();
/// Throws Error(config), listing the kinds there are.
const TaskKind& taskKind(std::string_view name);

using RegisterTask = Registered<TaskKind>;

/// Fields that several tasks have.
Field vocabularyField();
/// n random tokens below `vocabulary` into example.scratch.
void writeRandomTokens(Random& random, Index count, Index vocabulary, std::vector<Index>& to);
/// 0 … count − 1 in random order. Fisher & Yates 1938; Durstenfeld 1964.
void writePermutation(Random& random, Index count, std::vector<Index>& to);

}  // namespace qkv
