"""The true dependencies of a folder of sources, one module per language, each by a tool that is not ours.

A module `truth/<language>.py` (`-` in the language's name is `_` here) has

- `edges(folder: Path) -> set[tuple[str, str]]`: pairs (src, dst) of files below the folder, as POSIX paths relative to
  it, of which src depends on dst; src and dst differ. Never runs code of the folder.
- `needs() -> str | None`: None when its tool is there, else what to install: `apt: PACKAGE ...`, `npm: NAME@VERSION`,
  or words when neither can.
- `unread(folder: Path) -> set[str]` (optional): files whose dependencies the tool could not tell, such as those that it
  cannot parse; they are not compared as src.
- `KINDS` (optional): the kinds of our edges (pipeline.imports) that the tool knows of; the others are not compared.
"""
