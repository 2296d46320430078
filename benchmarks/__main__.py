"""`python -m benchmarks` measures everything; `python -m benchmarks pages` one of them."""

import sys

from benchmarks import files, pages, statements

ALL = {"files": files.measure, "pages": pages.measure, "statements": statements.measure}


def main(names: list[str]) -> None:
    for name in names or list(ALL):
        for line in ALL[name]():
            sys.stdout.write(f"{line}    [python -m benchmarks {name}]\n")
            sys.stdout.flush()


main(sys.argv[1:])
