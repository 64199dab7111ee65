"""People: who they are, which roles they hold in which contest, how they sign in, and the letters they are sent."""
