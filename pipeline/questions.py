"""Questions a person asks of a finished corpus: what became of a file, what is in a repository's documents."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import ConfigError, InputError
from pipeline.fates import CONTEXT_ONLY, COPY_RULES, DUPLICATE_RULES, MASK_RULES, PROBLEMS, RULES
from pipeline.folder import CorpusFolder
from pipeline.masks import Mask, by_file
from pipeline.minhash import short_matrix, short_similarity
from pipeline.quality.features import values_of
from pipeline.quality.model import SHIPPED, read_model
from pipeline.quality.score import contributions, score
from pipeline.reading import read_rows
from pipeline.terminal import plain

MOST_FEATURES = 4  # that `why` names


def why(corpus: Path, repo: str, path: str) -> str:
    """What happened to one file and why, with value and threshold; of an opted-out repository, that it is one.

    Raises:
        InputError: no such corpus, repository or file; names the nearest.
    """
    folder = CorpusFolder(corpus).pinned()
    rows = list(read_rows(folder, "files", repo=repo, path=path))
    if not rows:
        _require_repository(folder, repo)
        rows = [row for row in read_rows(folder, "files", repo=repo, path="") if row["rule"] == "opted_out"]
    if not rows:
        known = [row["path"] for row in read_rows(folder, "files", ["path", "repo"], repo=repo)]
        raise InputError(f"{plain(repo)}: no file {plain(path)}{_nearest(path, known)}")
    return "\n".join(line for row in rows for line in _fate(folder, row))


def show(corpus: Path, repo: str, with_text: bool) -> Iterator[str]:
    """Lines that show the documents of a repository: their files in order with spans, then their text.

    Raises:
        InputError: no such corpus or repository.
    """
    folder = CorpusFolder(corpus).pinned()
    folder.table("documents")
    _require_repository(folder, repo)
    members = {row["document_id"]: row for row in read_rows(folder, "corpus", repo=repo)}
    documents = sorted(read_rows(folder, "documents", repo=repo), key=lambda row: (row["component"], row["part"]))
    yield f"{plain(repo)}: {len(documents)} documents"
    cuts, lost = _cuts(folder, repo)
    if cuts:
        yield (f"in {len(cuts) + 1} pieces, as it is too large for one graph (graph.max_bytes); {lost} dependencies "
               f"between pieces are lost; a piece begins at {', '.join(map(plain, cuts))}")
    for number, row in enumerate(documents):
        member = members.get(row["document_id"], {"fate": "trained", "masks": []})
        fate = member["fate"]
        if fate != "trained":
            fate += f": {member['rule']}" + (f" of {plain(member['survivor'])}" if member["survivor"] else "")
        masks = by_file(row["spans"], member["masks"])
        part = f", part {row['part'] + 1} of {row['parts']}" if row["parts"] > 1 else ""
        yield f"\ndocument {number} {row['document_id']}: {len(row['spans'])} files, {row['bytes']} bytes, {fate}{part}"
        for place, span in enumerate(row["spans"]):
            yield (f"  {place:4d}  {span['start']:>9d}-{span['end']:<9d} {span['language']:12s} "
                   f"{span['licence'] or 'no licence found':20s} {plain(span['path'])}{_masked(span, masks[place])}")
        if with_text:
            yield ""
            yield plain(row["text"], keep="\n\t")


def duplicates(corpus: Path) -> Iterator[str]:
    """Tab-separated lines: repository, survivor, similarity, kind, containment, bands that met; with a heading.

    Raises:
        InputError: no such corpus.
    """
    rows = [row for row in read_rows(corpus, "duplicates") if row["repo"] != row["survivor"]]
    yield "repo\tsurvivor\tsimilarity\tkind\tcontainment\tbands"
    for row in sorted(rows, key=lambda row: (row["survivor"], row["repo"])):
        yield (f"{plain(row['repo'])}\t{plain(row['survivor'])}\t{row['similarity']:.4f}\t{row['kind']}"
               f"\t{row['containment']:.4f}\t{','.join(map(str, row['bands']))}")


def duplicate_files(corpus: Path) -> Iterator[str]:
    """Tab-separated lines: repository, path, of what (repo:path) the file is a copy, bytes, rule; with a heading.

    Raises:
        InputError: no such corpus.
    """
    folder = CorpusFolder(corpus).pinned()
    masks = {row["document_id"]: row["masks"] for row in read_rows(folder, "corpus", ["document_id", "masks"])
             if row["masks"]}
    found = []
    for row in read_rows(folder, "documents", ["document_id", "repo", "spans"]):
        for span, masked in zip(row["spans"], by_file(row["spans"], masks.get(row["document_id"], [])), strict=True):
            found += [(plain(row["repo"]), plain(span["path"]), plain(mask.of), f"{mask.end - mask.start}", mask.rule)
                      for mask in masked if mask.rule in COPY_RULES]
    yield "repo\tpath\tof\tbytes\trule"
    yield from ("\t".join(line) for line in sorted(found))


def _fate(corpus: CorpusFolder, row: dict[str, Any]) -> Iterator[str]:
    name = f"{plain(row['repo'])}: {plain(row['path']) or '(the whole source)'}"
    if row["rule"] is not None:
        yield f"{name}: dropped by {row['rule']}: {PROBLEMS.get(row['rule']) or RULES.get(row['rule'], '')}"
        if row["value"] is not None:
            limit = f", threshold {_number(row['threshold'])}" if row["threshold"] is not None else ""
            yield f"  value {_number(row['value'])}{limit}"
        if row["detail"]:
            yield f"  {plain(row['detail'])}"
        if row["rule"] == "low_quality":
            yield from _quality(corpus, row)
        return
    members = list(read_rows(corpus, "corpus", document_id=row["document_id"]))
    member: dict[str, Any] = members[0] if members else {"fate": "trained", "masks": []}
    if member["fate"] == "trained" or member["rule"] == CONTEXT_ONLY:
        yield from _in_kept(corpus, row, name, member["masks"])
    else:
        yield f"{name}: dropped by {member['rule']}: {DUPLICATE_RULES[member['rule']]}"
        yield f"  similarity {member['similarity']:.4f} to {plain(member['survivor'])}"
    yield (f"  {row['language']}, {row['size']} bytes, {row['lines']} lines, licence {row['licence'] or 'not found'}, "
           f"{row['imports_resolved'] or 0} of {row['imports'] or 0} imports lead to files of the repository")
    cuts, _ = _cuts(corpus, row["repo"])
    if cuts:
        yield (f"  in piece {1 + sum(cut <= row['path'] for cut in cuts)} of {len(cuts) + 1} of its repository, whose "
               "dependencies on other pieces are lost (graph.max_bytes)")
    yield from _quality(corpus, row)


def _in_kept(corpus: CorpusFolder, row: dict[str, Any], name: str, masks: list[dict[str, Any]]) -> Iterator[str]:
    """Of a file in a document of a kept repository, whether the loss counts it, and which of its bytes it does not."""
    place = f"file {row['position']} of document {row['document_id']}"
    documents = read_rows(corpus, "documents", ["spans"], document_id=row["document_id"]) if masks else ()
    spans: list[dict[str, Any]] = next((document["spans"] for document in documents), [])
    found = by_file(spans, masks)[row["position"]] if spans else []
    if found and _is_whole(spans[row["position"]], found):
        yield f"{name}: context only by {found[0].rule}: {MASK_RULES[found[0].rule]}, {place}"
    else:
        yield f"{name}: trained, {place}"
    for mask in found:
        how = _similarity(corpus, row, mask.of) if mask.rule == "near_duplicate_file" else ""
        yield f"  bytes {mask.start} to {mask.end} are masked by {mask.rule} of {plain(mask.of)}{how}"


def _similarity(corpus: CorpusFolder, row: dict[str, Any], of: str) -> str:
    """How similar a file is to another one (repo:path), as their signatures say."""
    for place in (place for place, mark in enumerate(of) if mark == ":"):
        for other in read_rows(corpus, "files", ["signature"], repo=of[:place], path=of[place + 1 :]):
            both = [short_matrix(pa.array([one["signature"]], pa.binary()), len(one["signature"]))
                    for one in (row, other)]
            return f", similarity about {short_similarity(*both)[0]:.2f}"
    return ""


def _cuts(corpus: CorpusFolder, repo: str) -> tuple[list[str], int]:
    """First paths of the pieces of a repository but the first, and dependencies between them."""
    found = [row for row in read_rows(corpus, "repos", ["cuts", "lost_edges"], repo=repo) if row["cuts"]]
    return (found[0]["cuts"], found[0]["lost_edges"]) if found else ([], 0)


def _masked(span: dict[str, Any], masks: list[Mask]) -> str:
    if not masks:
        return ""
    named = f"{masks[0].rule} of {plain(masks[0].of)}"
    return f", context only: {named}" if _is_whole(span, masks) else f", {len(masks)} places masked, first: {named}"


def _is_whole(span: dict[str, Any], masks: list[Mask]) -> bool:
    return sum(mask.end - mask.start for mask in masks) == int(span["end"]) - int(span["start"])


def _quality(corpus: CorpusFolder, row: dict[str, Any]) -> Iterator[str]:
    """The quality score, and the features that moved it most with what they added to its log odds."""
    if row["quality"] is None:
        return
    config = corpus.manifest().get("stages", {}).get("curate", {}).get("config", {})
    path = config.get("quality", {}).get("model")
    values = values_of(row["features"])
    try:
        model = read_model(Path(path) if path else SHIPPED)
    except ConfigError:
        model = None
    # Another model than the one of the run would tell of another score.
    added = contributions(model, row["language"], values) if model else None
    if model is None or added is None or score(model, row["language"], values) != row["quality"]:
        yield f"  quality {row['quality']:.3f}"
        return
    most = sorted(added, key=lambda name: (-abs(added[name]), name))[:MOST_FEATURES]
    told = ", ".join(f"{name} {_number(round(row['features'][name] or 0.0, 4))} ({added[name]:+.2f})" for name in most)
    yield f"  quality {row['quality']:.3f}: {told}"


def _number(value: float) -> str:
    """Counts in full, so that a value next to its threshold can be told from it."""
    return str(int(value)) if value.is_integer() else f"{value:.6g}"


def _require_repository(corpus: CorpusFolder, repo: str) -> None:
    known = [row["repo"] for row in read_rows(corpus, "repos", ["repo"])]
    if repo not in known:
        raise InputError(f"{corpus.root}: no repository {plain(repo)}{_nearest(repo, known)}")


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3)
    return f"; did you mean {', '.join(plain(text) for text in near)}?" if near else ""
