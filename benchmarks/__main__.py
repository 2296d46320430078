"""`python -m benchmarks` measures everything; `python -m benchmarks pages` one of them."""

import sys

from benchmarks import approving, files, pages, statements

ALL = {
    "approving": approving.measure, "files": files.measure, "pages": pages.measure, "statements": statements.measure,
}  # fmt: skip


def main(names: list[str]) -> None:
    for name in names or list(ALL):
        for line in ALL[name]():
            sys.stdout.write(f"{line}    [python -m benchmarks {name}]\n")
            sys.stdout.flush()


main(sys.argv[1:])
