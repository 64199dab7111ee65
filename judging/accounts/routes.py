"""Pages for coming in and going out, and the mailbox of an installation without a mail server."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from litestar import Controller, Request, get, post
from litestar.background_tasks import BackgroundTask
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Response, Template

from judging.accounts import queries, service
from judging.accounts.forms import safe_next
from judging.errors import DomainError
from judging.settings import settings
from judging.web.access import PUBLIC, Role, viewer_of
from judging.web.client import address_of
from judging.web.forms import FormReader, FormView, form_page
from judging.web.session import cleared_cookie, session_cookie, session_token
from judging.web.session import is_secure as is_secure  # told on: the rooms above sign people in as well

AnyRequest = Request[Any, Any, Any]
#: Where a role's work lies; the first that someone holds is where they are led after signing in.
HOMES: Final = (
    (Role.ORGANISER, "/admin"),
    (Role.SECRETARY, "/admin"),
    (Role.BOARD, "/admin"),
    (Role.JUROR, "/jury"),
    (Role.TEACHER, "/envelopes"),
    (Role.ENTRANT, "/my"),
)
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
LOCAL_HOST: Final = re.compile(r"(127\.0\.0\.1|\[::1\]|localhost)(:[0-9]+)?", re.IGNORECASE)


def home_of(roles: frozenset[Role]) -> str:
    return next((path for role, path in HOMES if role in roles), "/")


def signed_in_response(result: service.SignedIn, target: str = "") -> Redirect:
    """Leads to `target`, or to where this person's work lies, with the new session's cookie."""
    cookie = session_cookie(result.token, secure=is_secure(), lifetime=result.lifetime)
    return Redirect(safe_next(target) or home_of(result.roles), status_code=303, cookies=[cookie])


def mailbox_may_open(*, address: str, host: str, public_url: str, smtp_url: str, proxied: bool) -> bool:
    """Only without a mail server, and only for someone at this very machine: letters hold the keys to every account.

    `host` is the name the browser was told: another site whose name was made to mean this machine does not get in.
    """
    here = address in LOOPBACK and (urlsplit(public_url).hostname or "") in LOOPBACK and LOCAL_HOST.fullmatch(host)
    return bool(here) and not proxied and not smtp_url


def mailbox_is_open(request: AnyRequest) -> bool:
    return mailbox_may_open(
        address=address_of(request),
        host=request.headers.get("host", ""),
        public_url=settings().public_url,
        smtp_url=settings().smtp_url,
        proxied=any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip")),
    )


class SignIn(Controller):
    path = "/sign-in"
    opt = PUBLIC

    @get("/", include_in_schema=False)
    async def show(
        self, request: AnyRequest, next_page: Annotated[str, QueryParameter(name="next")] = ""
    ) -> Template | Redirect:
        viewer = viewer_of(request)
        if viewer is not None and not next_page:
            return Redirect(home_of(viewer.roles), status_code=303)
        return Template("accounts/sign_in.html", context={"form": FormView(values={"next": safe_next(next_page)})})

    @post("/", include_in_schema=False, status_code=200)
    async def send_link(self, request: AnyRequest) -> Template:
        reader = FormReader(await request.form())
        try:
            email = reader.text("email", limit=254)
            reader.finish()
            await service.ask_for_link(email=email, address=address_of(request))
        except DomainError as error:
            return form_page("accounts/sign_in.html", reader, error)
        context = {"email": email, "mailbox": mailbox_is_open(request)}
        # Written after the answer, whose time then tells nothing about the address.
        written = BackgroundTask(service.write_link, email=email)
        return Template("accounts/link_sent.html", context=context, background=written)

    @get("/{token:str}", include_in_schema=False)
    async def confirm(
        self, token: FromPath[str], next_page: Annotated[str, QueryParameter(name="next")] = ""
    ) -> Template:
        """Asks for a press of a button: programs that look into letters open links, and must not use them up."""
        return Template("accounts/confirm.html", context={"token": token, "next": safe_next(next_page)})

    @post("/{token:str}", include_in_schema=False)
    async def enter(self, request: AnyRequest, token: FromPath[str]) -> Response[Any]:
        target = str((await request.form()).get("next", ""))
        try:
            result = await service.sign_in_with_token(
                token=token, address=address_of(request), replaces=session_token(request.scope)
            )
        except DomainError as error:
            return form_page("accounts/sign_in.html", {}, error)
        return signed_in_response(result, target)


class Going(Controller):
    opt = PUBLIC

    @post("/sign-out", include_in_schema=False)
    async def sign_out(self, request: AnyRequest) -> Redirect:
        token = session_token(request.scope)
        if token is not None:
            await service.sign_out(token=token)
        cookies = [cleared_cookie(secure=is_secure())]
        # The pictures of a juror's works go too; what was marked without a network stays until it has arrived.
        return Redirect("/", status_code=303, cookies=cookies, headers={"Clear-Site-Data": '"cache"'})

    @get("/mailbox", include_in_schema=False)
    async def mailbox(self, request: AnyRequest) -> Template:
        if not mailbox_is_open(request):
            raise NotFoundException
        return Template("accounts/mailbox.html", context={"letters": await queries.letters()})


ROUTES = [SignIn, Going]
