"""What the benchmark prints, and how it fails."""


class Failed(Exception):
    """What went wrong, for people."""


def table(head, rows):
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        first, *rest = (cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths)))
        print("  " + "  ".join([first, *rest]).rstrip(), flush=True)
