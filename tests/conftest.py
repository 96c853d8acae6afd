"""How the property tests run: `make nightly` tries far more examples than `make test`."""

from __future__ import annotations

from hypothesis import settings

# No deadline: a busy machine is no fault of the code.
settings.register_profile("usual", deadline=None)
settings.register_profile("nightly", deadline=None, max_examples=5_000)
settings.load_profile("usual")
