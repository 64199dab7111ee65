"""The competition: submissions, scoring, awards and the exhibition that follows."""
