#!/usr/bin/env python3
"""Grades one hand-in with the command line of QKV Lab.

    python3 grade.py answers.json
    python3 grade.py submission.py /autograder/results/results.json

A .py file is run: its answers() gives the answers. The results are Gradescope's; without a second file they are
printed. QKV_LAB says how to call the command line where it is not on the path: QKV_LAB="node dist/cli.mjs".
"""

import json
import os
import runpy
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

RUBRIC = Path(__file__).with_name("rubric.json")
QKV_LAB = shlex.split(os.environ.get("QKV_LAB", "qkv-lab"))


def grade(answers, rubric=RUBRIC):
    """Grades answers, by the names of the rubric's tests, and gives the results as a dictionary."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(answers, file)
        file.flush()
        done = subprocess.run(
            [*QKV_LAB, "grade", str(rubric), file.name], capture_output=True, text=True, encoding="utf-8"
        )
    if done.returncode != 0:  # one line says what is wrong with the rubric or the answers
        raise SystemExit(done.stderr.strip())
    return json.loads(done.stdout)


def main(submission, results=None):
    if submission.endswith(".py"):
        answers = runpy.run_path(submission)["answers"]()
    else:
        answers = json.loads(Path(submission).read_text(encoding="utf-8"))
    text = json.dumps(grade(answers), indent=2, ensure_ascii=False)
    if results is None:
        print(text)
    else:
        Path(results).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
