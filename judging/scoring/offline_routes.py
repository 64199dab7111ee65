"""Scoring without a network: what a juror's device is to keep, and the script that shows it there."""

from __future__ import annotations

import uuid
from typing import Any, Final

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Response

from judging.errors import NotFound
from judging.scoring import queries
from judging.web.access import STATIC, actor_of, require
from judging.web.actor import Role
from judging.web.assets import StaticTree
from judging.web.formats import file_size

AnyRequest = Request[Any, Any, Any]
#: What the jury's pages are made of, by the beginning of its path.
SHELL: Final = ("css/", "js/", "scoring/", "img/icon", "vendor/fonts/")


@get("/jury/keeper.js", opt=STATIC, include_in_schema=False)
async def keeper(request: AnyRequest) -> Response[bytes]:
    """The service worker stands above the pages it serves, and browsers ask for it again by the same address."""
    tree: StaticTree = request.app.state.static_tree
    asset = tree.files["scoring/keeper.js"]
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/jury"}
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@get("/jury/{panel_id:uuid}/to-keep", opt=require(Role.JUROR), include_in_schema=False)
async def to_keep(request: AnyRequest, panel_id: FromPath[uuid.UUID]) -> dict[str, Any]:
    """Addresses: of each work its page and media; of the lists; of the files that all pages share."""
    juror = actor_of(request)
    if not await queries.my_panels(juror, panel_id):
        raise NotFound("You do not sit on this panel.")
    works = await queries.my_works_to_keep(juror, panel_id)
    base = f"/jury/{panel_id}"
    tree: StaticTree = request.app.state.static_tree
    return {
        "person": str(juror.person_id),
        "size": file_size(sum(work.size for work in works)),
        "works": [
            {
                "page": f"{base}/{work.blind_code}",
                "media": [f"{base}/{work.blind_code}/media/{role}" for role in work.roles],
            }
            for work in works
        ],
        "pages": ["/jury", base, *(f"{base}?after={after}" for after in range(queries.PAGE, len(works), queries.PAGE))],
        "files": [tree.url(path) for path in tree.files if path.startswith(SHELL)],
    }


OFFLINE = [keeper, to_keep]
