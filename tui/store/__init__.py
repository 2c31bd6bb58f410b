"""Files to values and back: a ward's folder, its tables and TOML files, the cache of computed boards."""
