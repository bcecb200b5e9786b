"""What a student hands in: answers() gives one answer for each question, by its name in the rubric."""

import math

X = [[1, 0], [0, 1], [1, 1]]
W_Q = [[1, 2], [0, 1]]
W_K = [[1, 0], [1, 1]]


def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def softmax(row):
    powers = [math.exp(x) for x in row]
    return [power / sum(powers) for power in powers]


def answers():
    Q, K = product(X, W_Q), product(X, W_K)
    scores = product(Q, list(zip(*K)))
    return {
        "scores": scores,
        # A mistake: the scores are to be divided by the root of d_k first.
        "attention": [softmax(row) for row in scores],
        "softmax by hand": "0.12",
        "what a mask hides": [1, 4],
    }
