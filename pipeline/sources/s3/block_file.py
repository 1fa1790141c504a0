"""An object that is read here and there: in blocks, of which the last used are held."""

from functools import lru_cache, partial

from pipeline.config import S3
from pipeline.sources.s3.listing import Listed
from pipeline.sources.s3.ranged import Fetch, RangedFile, fetched

BLOCK_BYTES = 2 << 20
MOST_BLOCKS = 16  # held; a Parquet file is read at a place for every column in turn


class BlockFile(RangedFile):
    """An object, read-only; holds at most MOST_BLOCKS blocks of BLOCK_BYTES, and asks for none twice that it holds."""

    def __init__(self, found: Listed, options: S3, fetch: Fetch | None = None, block_bytes: int | None = None) -> None:
        """Nothing is asked for before the first read.

        Args:
            found: the object, as it was listed.
            options: of the store.
            fetch: None for that of the store.
            block_bytes: what one request asks for; None for BLOCK_BYTES.
        """
        super().__init__(found.size)
        fetch, size, every = fetch or partial(fetched, found, options), found.size, block_bytes or BLOCK_BYTES
        self._every = every

        @lru_cache(maxsize=MOST_BLOCKS)
        def block(number: int) -> bytes:
            return fetch(number * every, min(size, (number + 1) * every))

        self._block = block

    def close(self) -> None:
        """Forget what is held."""
        self._block.cache_clear()
        super().close()

    def _piece(self, start: int, stop: int) -> bytes:
        number, offset = divmod(start, self._every)
        block = self._block(number)
        return block if offset == 0 and stop - start >= len(block) else block[offset: offset + stop - start]
