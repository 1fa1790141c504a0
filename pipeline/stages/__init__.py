"""One module per stage: DataFrames in, DataFrames out. Spark moves rows here and knows nothing of content."""
