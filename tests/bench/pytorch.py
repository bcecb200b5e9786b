#!/usr/bin/python3
"""pytorch.py < JOB.json: the model of web/cli/bench-sizes.js in PyTorch on one thread, with the weights and tokens
of reference.mjs: pre-LN blocks, a final LayerNorm, biases in the MLP and the norms alone, learned positions, ReLU,
cross-entropy, Adam. Prints {median_ms, loss} of a training step (kind "step") or of the forward pass ("forward"),
or {onnx}, the model in that format ("onnx"). Without torch it exits with 3."""
import base64
import io
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
job = json.load(sys.stdin)
size = job["size"]
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
        self.position = nn.Parameter(torch.zeros(T, D))
        self.blocks = nn.Sequential(*(Block() for _ in range(N)))
        self.norm, self.out = nn.LayerNorm(D), nn.Linear(D, V, bias=False)

    def forward(self, tokens):
        return self.out(self.norm(self.blocks(self.embedding(tokens) + self.position)))


def load(model, parameters):
    """Our weights: matrices are transposed (x·W there, x·Wᵀ here)."""
    given = lambda path: torch.tensor(parameters[path]["values"]).reshape(parameters[path]["shape"])
    with torch.no_grad():
        model.embedding.weight.copy_(given("embedding.W_E"))
        model.position.copy_(given("P"))
        model.out.weight.copy_(given("unembedding.W_U").T)
        norms = {"final_norm": model.norm}
        for i, block in enumerate(model.blocks):
            at = f"block{i}."
            norms |= {at + "norm_1": block.norm_1, at + "norm_2": block.norm_2}
            for name, layer in ("W_Q", block.q), ("W_K", block.k), ("W_V", block.v), ("W_O", block.o):
                layer.weight.copy_(given(at + "attention." + name).T)
            for name, layer in ("1", block.up), ("2", block.down):
                layer.weight.copy_(given(at + "feed_forward.W_" + name).T)
                layer.bias.copy_(given(at + "feed_forward.b_" + name)[0])
        for path, norm in norms.items():
            norm.weight.copy_(given(path + ".gain")[0])
            norm.bias.copy_(given(path + ".bias")[0])


model = Model()
load(model, job["reference"]["parameters"])
tokens = torch.tensor(job["reference"]["tokens"], dtype=torch.int64).reshape(B, T)

if job["kind"] == "onnx":
    file = io.BytesIO()
    torch.onnx.export(model, tokens, file, opset_version=13, input_names=["tokens"], output_names=["logits"])
    print(json.dumps({"onnx": base64.b64encode(file.getvalue()).decode()}))
    sys.exit()

optimizer = torch.optim.Adam(model.parameters(), lr=0.001)


def step():
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(tokens).view(-1, V), tokens.view(-1))
    loss.backward()
    optimizer.step()
    return loss.item()


def forward():
    with torch.no_grad():
        return model(tokens)


def time_runs(run, seconds):
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < seconds or len(times) < 21:
        before = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - before))
    return times


loss = nn.functional.cross_entropy(forward().view(-1, V), tokens.view(-1)).item()
run = step if job["kind"] == "step" else forward
time_runs(run, 1.5)
print(json.dumps({"median_ms": statistics.median(time_runs(run, 2)), "loss": loss}))
