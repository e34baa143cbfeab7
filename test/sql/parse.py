"""Parses SQL with sqlfluff.

Reads `[{name, sql}]` as JSON, answers `[{name, statements, violations: [{line, position, description}]}]` in the same
order. `statements` counts those of a text without violations; what sqlfluff cannot parse is a violation.
"""

import json
import re
import sys
from multiprocessing import Pool

from sqlfluff.core import FluffConfig, Linter

WORKERS = 2


def start():
    """Once a worker: a linter is slow to make."""
    global linter
    linter = Linter(FluffConfig(overrides={"dialect": "snowflake", "templater": "raw"}))


def parse(task):
    parsed = linter.parse_string(task["sql"])
    # Only what was parsed has a tree.
    statements = [] if parsed.violations else parsed.tree.recursive_crawl("statement", recurse_into=False)
    return {
        "name": task["name"],
        "statements": len(list(statements)),
        "violations": [
            {
                "line": violation.line_no,
                "position": violation.line_pos,
                "description": re.sub(r"^Line \d+, Position \d+: ", "", violation.desc()),
            }
            for violation in parsed.violations
        ],
    }


def main():
    tasks = json.load(sys.stdin.buffer)
    # The longest first, so that no worker is left with one at the end.
    order = sorted(range(len(tasks)), key=lambda index: -len(tasks[index]["sql"]))
    answers = [None] * len(tasks)
    with Pool(WORKERS, start) as pool:
        answered = pool.imap(parse, [tasks[index] for index in order], chunksize=4)
        for index, answer in zip(order, answered):
            answers[index] = answer
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
