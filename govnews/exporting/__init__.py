"""A dataset in other formats, with what people need to understand and cite it."""
