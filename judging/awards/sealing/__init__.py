"""The sealed result: what was promised before judging, what came of it, and how anybody can check it."""
