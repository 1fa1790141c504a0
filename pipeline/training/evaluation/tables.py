"""Figures of an evaluation as Markdown tables."""

from typing import Any


def as_markdown(figures: dict[str, Any]) -> str:
    """All figures, a table for each kind of question."""
    lines = ["| language | tokens | perplexity | bits per byte |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {row['tokens']:,} | {row['perplexity']:.2f} | {row['bits_per_byte']:.3f} |"
              for name, row in figures["languages"].items()]
    lines += ["", "| hole | filled | exactly |", "|---|---:|---:|"]
    lines += [f"| {name} | {row['holes']} | {row['exact']:.1%} |" for name, row in figures["infilling"].items()]
    if figures.get("cross_file"):
        lines += ["", "| cross-file names | repositories | files | tokens | loss with context | without | gain (95%) "
                  "| all tokens: with | without |", "|---|---:|---:|---:|---:|---:|---|---:|---:|"]
        lines += [f"| {name} | {row['repositories']} | {row['files']} | {row['tokens']:,} | {row['with_context']:.3f} "
                  f"| {row['without']:.3f} | {row['gain']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f}) | "
                  f"{row['all_with_context']:.3f} | {row['all_without']:.3f} |"
                  for name, row in figures["cross_file"].items()]
    if figures.get("lines"):
        lines += ["", "| lines | completed | exactly | edit similarity |", "|---|---:|---:|---:|"]
        lines += [f"| {name.replace('_', ' ')} | {row['lines']} | {row['exact']:.1%} | {row['similarity']:.3f} |"
                  for name, row in figures["lines"].items() if name != "gain"]
        gain = figures["lines"]["gain"]
        lines += [f"| gain (95%) | | | {gain['similarity']:+.3f} ({gain['low']:+.3f} to {gain['high']:+.3f}) |"]
    if figures.get("programs"):
        found = figures["programs"]
        names = list(found["pass"])
        lines += ["", f"| problems | samples | {' | '.join(names)} |", "|---:|---:|" + "---:|" * len(names),
                  f"| {found['problems']} | {found['samples']} | "
                  + " | ".join(f"{found['pass'][name]:.1%}" for name in names) + " |", "",
                  f"Programs ran {found['sandbox']}."]
    return "\n".join(lines)
