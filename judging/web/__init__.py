"""The shell of the pages. How a room adds its own:

Controller: `judging/<room>/routes.py` holds Litestar controllers and ends with `ROUTES = [MyPages, …]`; `judging.asgi`
collects the ROUTES of every room. Controllers are thin: form → service or query → Template. Parameters are written
`code: FromPath[str]`, `page: FromQuery[int] = 0` (litestar.params); bare ones are deprecated, and warnings fail tests.

Access: every route declares it, by `opt` on the controller or on the handler (the handler's wins); a route without it
is refused at run time and by a test:
    class Desk(Controller):
        path = "/desk"
        opt = require(Role.SECRETARY, Role.ORGANISER)      # or PUBLIC, or SIGNED_IN
`request.scope["user"]` is an `Actor` or None. Roles belong to contests: where a contest is at hand, the handler calls
`actor_of(request).must_be(contest_id, Role.SECRETARY)`; else NotAllowed. A stranger is sent to /sign-in and back.

Template: `judging/<room>/templates/<room>/page.html`; return `Template("room/page.html", context={…})`. Extend
"web/base.html" (visitor, entrant; blocks title, nav, main, body_class, scripts), "web/admin.html" (organiser; blocks
title, contest, nav, main) or "web/jury.html" (blocks title, bar, stage, rubric, foot). Macros come by
`{% import "web/macros.html" as ui with context %}`: field, textarea, select, checkbox, radios, form_error, bar, steps,
stages, timeline, status, notice, empty, facts, nav_item, seal. No inline script or style: the content security policy
refuses them. Own CSS and JS lie in `judging/<room>/static/<room>/…`, addressed by `{{ static_url("room/x.js") }}`.

Texts: msgids are English: `_("Send")`, `_("Hello %(name)s", name=x)`, `ngettext("%(num)s work", "%(num)s works", n)` in
templates; `N_("…")` marks them in Python; DomainError messages are msgids too. A literal % is %% in templates.
Vietnamese stands in `judging/<room>/locale/vi/LC_MESSAGES/messages.po`; `python -m judging.web.messages judging/<room>`
prints what is missing there. Filters: number(digits), percent, date, day_month, datetime, clock_time, duration,
file_size, bilingual("name"); function dimensions(w, h). Times stand in the contest's zone: call
`use_zone(contest.time_zone)` in the handler. In Python: `translate(message, params)`, `explain(error)`, web.formats.

Forms: read with `FormReader(await request.form())` in the room's forms.py (it collects every error and keeps what was
typed; `finish()` raises); on `Invalid` show the page again: `return form_page("room/form.html", values, error,
context={…})` (422). A template gets `form` (give `FormView()` on GET); field names are those in `Invalid.field`.

Errors: raise NotFound, NotAllowed, Invalid, Refused: 404, 403, 422, 409 pages (JSON for `Accept: application/json`) in
the person's language. Anything else: 500 with a number that is in the log. Unsafe methods from other sites are refused
for all routes; no token is needed. Body limits: 1 MB, 20 parts; set `request_max_body_size` on upload routes.
Sessions: accounts.service.open_session gives a token; `session_cookie` (judging.web.session) makes its cookie.
"""
