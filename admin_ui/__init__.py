"""The organiser's and the secretary's pages. They cross rooms, so they stand above all of them and hold no rules."""
