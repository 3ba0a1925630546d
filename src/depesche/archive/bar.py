"""A progress bar in bytes, for what copies files."""

from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from depesche.archive.backup_file import Progress


@contextmanager
def byte_bar(what: str) -> Iterator[Progress]:
    """Give a function that shows how many bytes of how many are done; quiet in a timer's log."""
    with tqdm(unit="B", unit_scale=True, desc=f"  {what:<9}", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress
