// qkv_kernels_bench: the kernels beside what Eigen has for the same, in Google Benchmark. ./build.sh bench
// kernels
#include <benchmark/benchmark.h>

#include "kernels/exp.h"
#include "kernels/product.h"
#include "ops/softmax.h"
#include "tape/tape.h"

namespace {

using qkv::Index;
using qkv::Matrix;

enum class Way { plain, left, right };

/// m × k · k × n, with a or b stored transposed.
struct Factors {
  Index m, k, n;
  Matrix a, b, out;
  Factors(const benchmark::State& state, Way way)
      : m(state.range(0)),
        k(state.range(1)),
        n(state.range(2)),
        a(way == Way::left ? Matrix::Random(k, m) : Matrix::Random(m, k)),
        b(way == Way::right ? Matrix::Random(n, k) : Matrix::Random(k, n)),
        out(m, n) {}
  void count(benchmark::State& state) const {
    const auto operations = 2.0 * static_cast<double>(m * k * n);
    state.counters["FLOP/s"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
  }
};

template <Way kWay>
void ours(benchmark::State& state) {
  Factors f(state, kWay);
  qkv::kernels::Strided a{f.a.data(), f.a.cols(), 1}, b{f.b.data(), f.b.cols(), 1};
  if (kWay == Way::left) std::swap(a.rowStride, a.colStride);
  if (kWay == Way::right) std::swap(b.rowStride, b.colStride);
  for (auto _ : state) {
    qkv::kernels::product(a, b, f.out.data(), f.n, f.m, f.k, f.n);
    benchmark::ClobberMemory();
  }
  f.count(state);
}

template <Way kWay>
void eigen(benchmark::State& state) {
  Factors f(state, kWay);
  for (auto _ : state) {
    if constexpr (kWay == Way::plain) f.out.noalias() = f.a * f.b;
    if constexpr (kWay == Way::left) f.out.noalias() = f.a.transpose() * f.b;
    if constexpr (kWay == Way::right) f.out.noalias() = f.a * f.b.transpose();
    benchmark::ClobberMemory();
  }
  f.count(state);
}

/// Of the sizes of web/cli/bench-sizes.js, S to L, and one that fits nothing.
void shapes(benchmark::internal::Benchmark* b) {
  b->Args({8, 8, 8})->Args({17, 7, 5})->Args({128, 16, 10})->Args({128, 16, 64});
  b->Args({512, 32, 128})->Args({1024, 64, 64})->Args({64, 1024, 256});
}
BENCHMARK_TEMPLATE(ours, Way::plain)->Apply(shapes);
BENCHMARK_TEMPLATE(eigen, Way::plain)->Apply(shapes);
BENCHMARK_TEMPLATE(ours, Way::left)->Apply(shapes);
BENCHMARK_TEMPLATE(eigen, Way::left)->Apply(shapes);
BENCHMARK_TEMPLATE(ours, Way::right)->Apply(shapes);
BENCHMARK_TEMPLATE(eigen, Way::right)->Apply(shapes);

void oursSoftmax(benchmark::State& state) {
  qkv::Tape tape;
  const Matrix x = Matrix::Random(state.range(0), state.range(1));
  tape.record("softmax", qkv::ops::softmax(), {tape.leaf("x", qkv::LeafKind::input, x, false)});
  for (auto _ : state) {
    tape.run();
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * x.size());
}

void eigenSoftmax(benchmark::State& state) {
  const Matrix x = Matrix::Random(state.range(0), state.range(1));
  Matrix out(x.rows(), x.cols());
  for (auto _ : state) {
    for (Index r = 0; r < x.rows(); ++r) {
      out.row(r) = (x.row(r).array() - x.row(r).maxCoeff()).exp();
      out.row(r) /= out.row(r).sum();
    }
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * x.size());
}
BENCHMARK(oursSoftmax)->Args({128, 8})->Args({512, 16})->Args({1024, 32});
BENCHMARK(eigenSoftmax)->Args({128, 8})->Args({512, 16})->Args({1024, 32});

}  // namespace

BENCHMARK_MAIN();
