"""The screens, one file each: they take a board by binding and ask by message."""
