package My.Vectors is end My.Vectors;
