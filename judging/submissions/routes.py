"""The entrant's pages: sending a work in four steps. Plain forms; the script only sends the file earlier."""

from __future__ import annotations

import uuid
from typing import Any, Final

from litestar import Controller, Request, get, post
from litestar.datastructures import Cookie, UploadFile
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from judging import clock
from judging.accounts.routes import is_secure, signed_in_response
from judging.contests.queries import ContestView
from judging.contests.rules import CategoryRules
from judging.errors import DomainError, Invalid, NotFound, Refused, TooMany
from judging.submissions import forms, pins, service, uploads
from judging.submissions.arrival import contest_of, receive_file
from judging.submissions.entry_routes import EntryPages, MyEntries, pin_cookie
from judging.submissions.names import initials
from judging.submissions.page import accept, intake
from judging.submissions.receipt_routes import ReceiptFile
from judging.submissions.resumable_routes import RESUMABLE
from judging.submissions.uploads import Upload
from judging.web.access import PUBLIC, viewer_of
from judging.web.client import address_of
from judging.web.forms import FormView
from judging.web.i18n import N_, translate
from judging.web.session import session_token
from media_store.objects import StoreUnavailable

AnyRequest = Request[Any, Any, Any]
LARGEST: Final = 80_000_000  # bytes of a request with a file; the category's own limit is told beside the field
PIN_SHOWN: Final = 600  # seconds
TEMPLATES: Final = {forms.WORK: "work", forms.AUTHOR: "author", forms.CONSENTS: "consents"}
STORE_AWAY = N_("Our store did not take the file just now. Please send it again; nothing you typed is lost.")


class EnterPages(Controller):
    path = "/c/{slug:str}/enter"
    opt = PUBLIC

    @get("/", include_in_schema=False)
    async def choose(self, slug: FromPath[str]) -> Template:
        view = await contest_of(slug)
        return Template("submissions/choose.html", context={"view": view, "intake": intake(view)})

    @get("/{category:str}", include_in_schema=False)
    async def begin(self, slug: FromPath[str], category: FromPath[str]) -> Template:
        view = await contest_of(slug)
        chosen = _category(view, category)
        if not intake(view).is_open:
            return _closed(view)
        answers = {"entry_id": str(uuid.uuid4())}
        return _page(view, chosen, forms.WORK, answers)

    @post("/{category:str}", include_in_schema=False, status_code=200, request_max_body_size=LARGEST)
    async def go_on(self, request: AnyRequest, slug: FromPath[str], category: FromPath[str]) -> Response[Any]:
        """One step on or back; after the last one the entry is sent."""
        begun_at = clock.now()
        view = await contest_of(slug)
        chosen = _category(view, category)
        data = await request.form()
        answers = forms.read_answers(data)
        file = data.get("file")
        errors: dict[str, DomainError] = {}
        if isinstance(file, UploadFile) and file.filename:
            try:
                answers["upload_id"] = str((await receive_file(view, chosen, file, begun_at, address_of(request))).id)
            except (Invalid, TooMany, StoreUnavailable) as error:
                errors["file"] = _beside_the_file(error)
            except Refused:
                return _closed(view)
        step, wanted = _way(data)
        upload = await _upload(view, answers)
        if wanted > step:
            # A form sent twice comes without its upload, which is an entry already: the verb knows.
            has_file = bool(upload or errors or wanted > forms.CONSENTS)
            errors |= forms.problems(view.rules, chosen, answers, until=step, has_file=has_file)
        if errors:
            return _page(view, chosen, min(map(forms.step_of, errors)), answers, upload, errors)
        if wanted <= forms.CONSENTS:
            return _page(view, chosen, wanted, answers, upload)
        return await _send(request, view, chosen, answers, upload)


def _beside_the_file(error: Invalid | TooMany | StoreUnavailable) -> DomainError:
    if isinstance(error, Invalid):
        return error
    return Invalid(error.message if isinstance(error, TooMany) else STORE_AWAY, field="file")


def _category(view: ContestView, key: str) -> CategoryRules:
    if key not in view.category_ids:
        raise NotFound("There is no such category.")
    return view.rules.category(key)


def _way(data: Any) -> tuple[int, int]:
    """(the page that was sent, the page that is wanted); 5 is sending the entry."""
    step, wanted = (str(data.get(name, "")) for name in ("step", "go"))
    here = int(step) if step in ("2", "3", "4") else forms.WORK
    return here, int(wanted) if wanted in ("2", "3", "4", "5") and int(wanted) <= here + 1 else here + 1


async def _upload(view: ContestView, answers: forms.Answers) -> Upload | None:
    """The file that waits for this entry, if it still does."""
    upload_id = forms.identifier(answers.get("upload_id", ""))
    if upload_id is None:
        return None
    try:
        await uploads.seal(upload_id)
        return await uploads.find(view.id, upload_id)
    except NotFound:
        return None


def _page(
    view: ContestView,
    category: CategoryRules,
    step: int,
    answers: forms.Answers,
    upload: Upload | None = None,
    errors: dict[str, DomainError] | None = None,
) -> Template:
    entry = forms.entry_from(category, answers)
    languages = [(code, translate(name)) for code, name in forms.LANGUAGES.items()]
    consents = view.rules.consents_for(entry.birth_year) if entry.birth_year else view.rules.consents
    context = {
        "view": view, "category": category, "step": step, "steps": forms.STEPS, "upload": upload, "entry": entry,
        "form": FormView(values=answers, errors=errors or {}), "kept": forms.kept_for(answers, step),
        "languages": languages, "consents": consents, "intake": intake(view), "accept": accept(category),
        "initials": initials(entry.name),
    }  # fmt: skip
    return Template(f"submissions/{TEMPLATES[step]}.html", context=context, status_code=422 if errors else 200)


def _closed(view: ContestView) -> Template:
    return Template("submissions/choose.html", context={"view": view, "intake": intake(view)}, status_code=409)


async def _send(
    request: AnyRequest, view: ContestView, category: CategoryRules, answers: forms.Answers, upload: Upload | None
) -> Response[Any]:
    """Sends the entry; whoever did is signed in for it and led to the receipt."""
    viewer = viewer_of(request)
    upload_id = forms.identifier(answers.get("upload_id", ""))
    try:
        receipt = await service.submit_entry(
            actor=viewer, contest_id=view.id, entry=forms.entry_from(category, answers),
            upload_id=upload_id or uuid.uuid4(), entry_id=forms.identifier(answers.get("entry_id", "")),
        )  # fmt: skip
    except service.WrongEntry as error:
        errors: dict[str, DomainError] = {finding.field: finding for finding in reversed(error.findings)}
        return _page(view, category, min(map(forms.step_of, errors)), answers, upload, errors)
    except NotFound as error:
        gone = Invalid(error.message, field="file")
        return _page(view, category, forms.WORK, answers, None, {"file": gone})
    except Refused as error:
        return _page(view, category, forms.CONSENTS, answers, upload, {"": error})
    target = f"/entry/{receipt.code}"
    if viewer is not None and viewer.entry_id is None:
        response = Redirect(target, status_code=303)
    else:
        session = await pins.session_of_receipt(entry_id=receipt.entry_id, replaces=session_token(request.scope))
        response = signed_in_response(session, target)
    if receipt.pin is not None:
        response.set_cookie(Cookie(
            key=pin_cookie(), value=receipt.pin, path=target, httponly=True, samesite="lax", secure=is_secure(),
            max_age=PIN_SHOWN,
        ))  # fmt: skip
    return response


ROUTES = [EnterPages, EntryPages, ReceiptFile, MyEntries, *RESUMABLE]
