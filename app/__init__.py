"""The web app: JSON, bytes and pages over the instrument. It computes nothing of its own."""

import os

# Requests run side by side already. NumPy's BLAS with threads of its own, next to torch's, makes
# the sheet five times slower on two cores; it reads this when NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
