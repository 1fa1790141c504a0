"""Entry points for spark-submit, one per stage and one for all."""
