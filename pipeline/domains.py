"""The parts of a training mix that documents belong to. Those of texts have the names that the run file gives them."""

CODE = "code"  # documents of repositories, with the README and the docs that the graph ties to code
DOCS = "docs"  # documents of repositories in which every file is prose (pipeline.languages.language.Language.prose)
OWN = (CODE, DOCS)  # what no text can be called
