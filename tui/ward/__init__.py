"""What a ward knows: its catalogue, its data and its figures; polars and the standard library, no terminal."""
