"""The stages after curation on one machine, without Spark: for what is small enough, with the rows that Spark makes.

A refresh of a few repositories would otherwise pay for a JVM ten times what its work costs. The tests hold both to the
same bytes.
"""
