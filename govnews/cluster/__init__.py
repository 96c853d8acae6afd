"""Work spread over machines by Dask: pages read again, portals harvested. Needs `govnews[cluster]`.

Dask hands out the tasks and begins those of dead workers again; the tasks themselves bear being
done twice. All machines see one folder: the dataset's, on a disk that they share.
"""

from __future__ import annotations

from govnews.cluster.client import connected, each, on_this_machine
from govnews.cluster.harvesting import harvest_on
from govnews.cluster.reading import read_on

__all__ = ["connected", "each", "harvest_on", "on_this_machine", "read_on"]
