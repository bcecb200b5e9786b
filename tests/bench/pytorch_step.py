#!/usr/bin/python3
"""pytorch_step.py < SIZE.json: the median milliseconds of one training step of the model of
web/cli/bench-sizes.js in PyTorch, on one thread: pre-LN blocks, a final LayerNorm, biases in the MLP and the
norms alone, learned positions, ReLU, cross-entropy, Adam. Without torch it exits with 3."""
import json
import os
import statistics
import sys
import time

# OpenBLAS has threads of its own, which torch.set_num_threads does not reach.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)

torch.set_num_threads(1)
torch.manual_seed(1)
size = json.load(sys.stdin)
B, T, D = size["batch"], size["tokens"], size["d_model"]
H, N, V = size["n_heads"], size["n_blocks"], size["vocabulary"]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.q, self.k, self.v, self.o = (nn.Linear(D, D, bias=False) for _ in range(4))
        self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)

    def forward(self, x):
        y = self.norm_1(x)
        heads = lambda m: m(y).view(B, T, H, D // H).transpose(1, 2)
        q, k, v = heads(self.q), heads(self.k), heads(self.v)
        a = torch.softmax(q @ k.transpose(-2, -1) / (D // H) ** 0.5, dim=-1)
        x = x + self.o((a @ v).transpose(1, 2).reshape(B, T, D))
        return x + self.down(torch.relu(self.up(self.norm_2(x))))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(V, D)
        self.position = nn.Parameter(torch.randn(T, D) * 0.02)
        self.blocks = nn.Sequential(*(Block() for _ in range(N)))
        self.norm, self.out = nn.LayerNorm(D), nn.Linear(D, V, bias=False)

    def forward(self, tokens):
        return self.out(self.norm(self.blocks(self.embedding(tokens) + self.position)))


model = Model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)


def step():
    tokens = torch.randint(V, (B, T))
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(tokens).view(-1, V), tokens.view(-1)).backward()
    optimizer.step()


def time_steps(seconds):
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < seconds or len(times) < 51:
        before = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - before))
    return times


time_steps(1.5)
print(statistics.median(time_steps(2)))
