"""repomill: repositories in, ordered and deduplicated training documents out."""
