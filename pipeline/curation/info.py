"""What is known of a repository beside its files."""

from dataclasses import dataclass

from pipeline.domains import CODE


@dataclass(frozen=True, slots=True)
class RepositoryInfo:
    """A repository's own columns of raw_files."""

    repo: str
    source: str
    commit: str | None
    stars: int | None
    forks: int | None = None
    last_commit: int | None = None
    domain: str = CODE
    stamp: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether it stands for a text of the user, which is its one file."""
        return self.domain != CODE
