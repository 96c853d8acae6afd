"""Object storage: archives read from, and datasets published at, addresses such as `s3://bucket/path`.

Endpoint and keys come from where other tools have them: `AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `~/.aws/`. Needs `govnews[s3]`.
"""

from __future__ import annotations

from govnews.storage.store import RemotePath, fetched, files_at, is_remote, place, state_of

__all__ = ["RemotePath", "fetched", "files_at", "is_remote", "place", "state_of"]
