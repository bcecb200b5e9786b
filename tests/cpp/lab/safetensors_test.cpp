#include "lab/safetensors.h"

#include "lab/checkpoint.h"
#include "lab/training_session.h"
#include "support.h"

namespace qkv {
namespace safetensors_test {

using testing::errorOf;
using testing::randomMatrix;

/// A file with this header and so many bytes of data.
std::string file(const std::string& header, size_t data, std::uint64_t length = 0) {
  if (length == 0) length = header.size();
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>((length >> (8 * i)) & 0xff);
  return bytes + header + std::string(data, '\0');
}

std::string refusal(const std::string& header, size_t data, std::uint64_t length = 0) {
  return errorOf(ErrorCode::config, [&] { readSafetensors(file(header, data, length)); });
}

TEST(Safetensors, whatIsWrittenIsRead) {
  const std::map<std::string, Matrix> parameters{{"a.W_Q", randomMatrix(3, 5, 1)},
                                                 {"b \"1\"", randomMatrix(1, 2, 2)}};
  EXPECT_EQ(readParameters(writeParameters(parameters)), parameters);
  EXPECT_TRUE(readParameters(writeParameters({})).empty());
}

TEST(Safetensors, readsTheFormatsOwnExample) {
  const Safetensors read = readSafetensors(
      file(R"({"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )", 8));
  EXPECT_EQ(read.metadata.at("a"), "b");
  EXPECT_EQ(matrixOf(read.tensors.at("x"), "x"), Matrix::Zero(1, 2));
}

TEST(Safetensors, refusesHostileFiles) {
  EXPECT_NE(errorOf(ErrorCode::config, [] { readSafetensors("abc"); }).find("too short"), std::string::npos);
  EXPECT_NE(refusal("{}", 0, std::uint64_t{1} << 60).find("the header says it has 1152921504606846976 bytes"),
            std::string::npos);
  EXPECT_NE(refusal("{}", 0, UINT64_MAX).find("the header says"), std::string::npos);
  EXPECT_NE(refusal("[]", 0).find("start with {"), std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
                        "b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                    4)
                .find("overlaps"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8).find("gap"),
            std::string::npos);
  EXPECT_NE(
      refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 8).find("belong to no tensor"),
      std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4).find("beyond the end"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8).find("needs 12 bytes"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[1152921504606846976,16],"data_offsets":[0,0]}})", 0)
                .find("too large for any file"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4).find("ends before"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}})", 4).find("unknown dtype"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4).find("whole number"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"a":{"dtype":"F32","shape":[1]}})", 4).find("needs dtype"), std::string::npos);
}

TEST(Checkpoint, refusesWhatDoesNotBelong) {
  TrainingSession session(R"({"task": {"kind": "copy", "length": 3}, "model": {"d_model": 4}, "batch": 2})");
  session.step(2);
  Checkpoint checkpoint{session.configJson(), session.trainer().save()};
  const auto restore = [](const Checkpoint& c) { TrainingSession::restore(writeCheckpoint(c)); };
  restore(checkpoint);
  Checkpoint other = checkpoint;
  other.state.leaves.erase("unembedding.W_U");
  EXPECT_NE(errorOf(ErrorCode::path, [&] { restore(other); }).find("\"unembedding.W_U\" is missing"),
            std::string::npos);
  other = checkpoint;
  other.state.leaves["unembedding.W_U"] = Matrix::Ones(2, 2);
  errorOf(ErrorCode::shape, [&] { restore(other); });
  other = checkpoint;
  other.state.leaves["extra"] = Matrix::Ones(2, 2);
  errorOf(ErrorCode::path, [&] { restore(other); });
  const std::string plain = writeParameters(session.trainer().parameters());
  EXPECT_EQ(errorOf(ErrorCode::config, [&] { TrainingSession::restore(plain); }),
            "checkpoint: its metadata has no format");
  // Any byte that is cut off is missed.
  const std::string bytes = session.save();
  for (size_t size = 0; size < bytes.size(); size += 97)
    errorOf(ErrorCode::config, [&] { TrainingSession::restore(std::string_view(bytes).substr(0, size)); });
}

}  // namespace safetensors_test
}  // namespace qkv
