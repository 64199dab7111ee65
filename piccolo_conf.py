"""For the `piccolo` command line; the running program uses judging.db directly."""

from judging.db import APP_REGISTRY, DB

__all__ = ["APP_REGISTRY", "DB"]
