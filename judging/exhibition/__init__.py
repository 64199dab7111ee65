"""The show: halls and walls, hanging, labels, catalogue, online exhibition."""
