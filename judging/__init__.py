"""The competition: submissions, scoring, awards and the exhibition that follows."""

import os

# Before NumPy is loaded. Our matrices are small: threads for them wait for each other longer than they compute, on a
# busy machine many times longer, and sums come out in one order whatever the number of processors.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
