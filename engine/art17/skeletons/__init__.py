"""What `init` writes: skeletons of the files that rules ask for, filled in as far as the rules say."""
