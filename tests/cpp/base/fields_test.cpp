#include "base/fields.h"

#include <gtest/gtest.h>

namespace qkv {
namespace fields_test {

TEST(Field, saysWhatIsAllowed) {
  EXPECT_EQ(Field::number("x", 0, -1.5, 2).allowed(), "a number from -1.5 to 2");
  EXPECT_EQ(Field::integer("x", 1, 1, 1024).allowed(), "a whole number from 1 to 1024");
  EXPECT_EQ(Field::boolean("x", true).allowed(), "true or false");
  EXPECT_EQ(Field::choice("x", {"none", "causal"}).allowed(), "one of \"none\", \"causal\"");
}

TEST(Field, becomesDerivedWithoutLosingAnything) {
  const Field plain = Field::integer("d_k", 4, 1, 9), derived = plain.asDerived();
  EXPECT_FALSE(plain.derived);
  EXPECT_TRUE(derived.derived);
  EXPECT_EQ(derived.name, "d_k");
  EXPECT_EQ(derived.allowed(), plain.allowed());
}

TEST(Options, startFromTheDeclaredDefaultsAndLeaveDerivedFieldsOpen) {
  const Options options = defaults({Field::number("rate", 0.5, 0, 1), Field::integer("count", 3, 0, 9),
                                    Field::boolean("on", true), Field::choice("mask", {"none", "causal"}, 1),
                                    Field::integer("d_k", 0, 1, 9).asDerived()});
  EXPECT_EQ(options.number("rate"), 0.5);
  EXPECT_EQ(options.integer("count"), 3);
  EXPECT_TRUE(options.flag("on"));
  EXPECT_EQ(options.number("mask"), 1);
  EXPECT_FALSE(options.has("d_k"));
}

TEST(Options, areOverwrittenByWhatIsSet) {
  Options options = defaults({Field::number("rate", 0.5, 0, 1)});
  options.set("rate", 0.25);
  EXPECT_EQ(options.number("rate"), 0.25);
}

}  // namespace fields_test
}  // namespace qkv
