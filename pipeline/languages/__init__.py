"""What we know about languages: the catalogue, which language a file is in, and how its path comment is written."""
