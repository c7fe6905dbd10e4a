"""Git: the one place where the git program is started. What only reads runs nothing that a repository's configuration names."""
