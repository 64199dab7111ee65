"""The table of rights: who reaches which route, for an object that is or is not theirs. All others are refused.

One line a route: method, address, who reaches it, and, where it matters, at which stages of the contest anybody does:
`@board…` from that one on, `@open@judging` at these two. The object is one poem, sent by `author` and assigned to
`juror`; to everybody else it is a foreign one. `docs/security.md` shows this table; a test keeps the two equal.
"""

from __future__ import annotations

import re

import msgspec

from judging.contests.enums import ORDER, Stage

ROLES = {
    "anonymous": "nobody has signed in",
    "sender": "nobody has signed in, but in this browser the sending of a file has begun",
    "outsider": "signed in, without any role",
    "teacher": "a teacher of this contest, whose the envelope is",
    "author": "the work's author, by entry code and PIN",
    "author-by-letter": "the work's author, by a link in a letter",
    "other-author": "the author of another work",
    "office-by-pin": "an organiser who came in by the code and PIN of an own entry",
    "juror": "a juror to whom the work is assigned",
    "other-panel": "a juror of another panel of the same contest",
    "other-juror": "a juror of another contest",
    "board": "a member of the advisory board",
    "secretary": "a secretary of the contest",
    "organiser": "an organiser of the contest",
    "other-organiser": "an organiser of another contest",
    "admin": "an organiser of all contests",
}
GROUPS = {
    "everybody": set(ROLES),
    "signed-in": set(ROLES) - {"anonymous", "sender"},
    "by-letter": set(ROLES) - {"anonymous", "sender", "author", "other-author", "office-by-pin"},
    "jurors": {"juror", "other-panel", "other-juror"},
    "authors": {"author", "author-by-letter"},
    "signers": {"board", "organiser", "admin"},
    "desk": {"secretary", "organiser", "admin"},
    "house": {"board", "secretary", "organiser", "admin"},
    "organisers": {"organiser", "admin"},
}
TABLE = """
GET  /static/{digest}/{path}                        everybody
GET  /health                                        everybody
GET  /health/live                                   everybody
GET  /metrics                                       nobody
GET  /api/schema                                    everybody
GET  /api/schema/{path}                             everybody
GET  /api/schema/openapi.json                       everybody

GET  /                                              everybody
GET  /c/{slug}                                      everybody @open…
GET  /c/{slug}/winners                              everybody @announced
GET  /c/{slug}/works                                everybody @announced
GET  /c/{slug}/works/{code}                         everybody @announced
GET  /c/{slug}/works/{code}/media/{role}            everybody @announced
GET  /c/{slug}/works/{code}/tiles/{level}/{tile}    everybody @announced
GET  /c/{slug}/wall                                 everybody @announced
GET  /c/{slug}/check                                everybody @judging…
GET  /c/{slug}/commitment.json                      everybody @judging…
GET  /c/{slug}/result-bundle.zip                    everybody @announced

GET  /sign-in                                       everybody
POST /sign-in                                       everybody
GET  /sign-in/{token}                               everybody
POST /sign-in/{token}                               everybody
POST /sign-out                                      everybody
GET  /mailbox                                       nobody

GET  /c/{slug}/enter                                everybody @open…
GET  /c/{slug}/enter/{category}                     everybody @open…
POST /c/{slug}/enter/{category}                     everybody @open…
POST /c/{slug}/enter/{category}/uploads             everybody @open
HEAD /uploads/{upload_id}                           sender
PATCH /uploads/{upload_id}                          sender
DELETE /uploads/{upload_id}                         sender
GET  /entry/sign-in                                 everybody
POST /entry/sign-in                                 everybody
GET  /entry/{code}                                  authors
GET  /entry/{code}/receipt.pdf                      authors
GET  /entry/{code}/media/{role}                     authors
POST /entry/{code}/file                             authors
POST /entry/{code}/withdraw                         authors
GET  /my                                            signed-in

GET  /jury                                          jurors
GET  /jury/keeper.js                                everybody
GET  /jury/{panel_id}                               juror
GET  /jury/{panel_id}/to-keep                       juror
GET  /c/{slug}/school                               everybody @open…
POST /c/{slug}/school/letter                        everybody @open…
POST /c/{slug}/school                               by-letter @open…
GET  /envelopes                                     signed-in
GET  /envelopes/{envelope_id}                       teacher
POST /envelopes/{envelope_id}/roster                teacher
POST /envelopes/{envelope_id}/send                  teacher
POST /envelopes/{envelope_id}/files                 teacher
POST /envelopes/{envelope_id}/files/{file_id}       teacher
GET  /envelopes/{envelope_id}/files/{file_id}/picture teacher
GET  /envelopes/{envelope_id}/rows/{row_id}         teacher
POST /envelopes/{envelope_id}/rows/{row_id}/file    teacher
POST /envelopes/{envelope_id}/rows/{row_id}/withdraw teacher
GET  /envelopes/{envelope_id}/template.xlsx         teacher
GET  /envelopes/{envelope_id}/template.csv          teacher
GET  /envelopes/{envelope_id}/roster.xlsx           teacher
GET  /envelopes/{envelope_id}/corrections.xlsx      teacher
GET  /envelopes/{envelope_id}/slips.pdf             teacher
GET  /envelopes/{envelope_id}/roster.pdf            teacher
GET  /envelopes/{envelope_id}/receipts.pdf          teacher

POST /jury/{panel_id}/finish                        juror
GET  /jury/{panel_id}/{code}                        juror @checking…
POST /jury/{panel_id}/{code}                        juror @checking…
POST /jury/{panel_id}/{code}/save                   juror @checking…
GET  /jury/{panel_id}/{code}/abstain                juror @checking…
POST /jury/{panel_id}/{code}/abstain                juror @checking…
GET  /jury/{panel_id}/{code}/media/{role}           juror @checking…
GET  /jury/{panel_id}/{code}/tiles/{level}/{tile}   juror @checking…

GET  /admin                                         house other-organiser
GET  /admin/new                                     admin
GET  /admin/new/contest.toml                        admin
POST /admin/new                                     admin
POST /admin/practise                                admin
GET  /admin/{slug}                                  house
GET  /admin/{slug}/steps/{key}                      organisers
POST /admin/{slug}/steps/{key}                      organisers
GET  /admin/{slug}/entries                          desk
GET  /admin/{slug}/entries/{code}                   desk
GET  /admin/{slug}/entries/{code}/media/{role}      desk
GET  /admin/{slug}/entries/{code}/correct           desk
POST /admin/{slug}/entries/{code}/correct           desk
GET  /admin/{slug}/entries/{code}/pin               desk
POST /admin/{slug}/entries/{code}/pin               desk
POST /admin/{slug}/entries/{code}/disqualify        desk
POST /admin/{slug}/entries/{code}/reinstate         desk
POST /admin/{slug}/entries-at-once                  desk
GET  /admin/{slug}/alike                            desk
POST /admin/{slug}/alike/{pair_id}                  desk
GET  /admin/{slug}/checkin                          desk
GET  /admin/{slug}/checkin/missing                  desk
GET  /admin/{slug}/checkin/{code}                   desk
POST /admin/{slug}/checkin/{code}                   desk
POST /admin/{slug}/checkin/{code}/undo              desk
GET  /admin/{slug}/jury                             desk
POST /admin/{slug}/jury/invite                      organisers
GET  /admin/{slug}/envelopes                        desk
POST /admin/{slug}/jury/assign                      organisers
POST /admin/{slug}/jury/assign/{key}                organisers
GET  /admin/{slug}/result                           house
POST /admin/{slug}/result/compute                   organisers
GET  /admin/{slug}/result/ties/{key}/{rank}         signers @board
POST /admin/{slug}/result/ties/{key}/{rank}         signers @board
POST /admin/{slug}/result/sign                      signers
GET  /admin/{slug}/result/bundle                    house @approved…
GET  /admin/{slug}/quality                          signers
GET  /admin/{slug}/quality/jurors.csv               signers @board…
GET  /admin/{slug}/quality/jurors.xlsx              signers @board…
POST /admin/{slug}/quality/study                    organisers
GET  /admin/{slug}/board                            house
GET  /admin/{slug}/board/compare/{key}              signers @board…
GET  /admin/{slug}/board/works/{blind_code}/media/{role}  signers @board…
GET  /admin/{slug}/board/works/{blind_code}/tiles/{level}/{tile}  signers @board…
GET  /admin/{slug}/board/minutes/{name}             house @board…
POST /admin/{slug}/board/meeting                    signers
POST /admin/{slug}/board/motions                    board
POST /admin/{slug}/board/motions/{number}/vote      board
POST /admin/{slug}/board/motions/{number}/close     board
POST /admin/{slug}/board/motions/{number}/withdraw  board
GET  /admin/{slug}/exhibition                       desk
POST /admin/{slug}/exhibition/hall                  organisers
POST /admin/{slug}/exhibition/hang                  organisers
GET  /admin/{slug}/print                            desk
GET  /admin/{slug}/print/{name}                     desk @approved…
GET  /admin/{slug}/rules                            house
POST /admin/{slug}/rules                            organisers
GET  /admin/{slug}/rules/contest.toml               house
GET  /admin/{slug}/log                              desk
"""


class Right(msgspec.Struct, frozen=True):
    """Who reaches a route, and at which stages anybody does."""

    method: str
    path: str
    who: frozenset[str]
    stages: frozenset[Stage]
    line: str


def _right(line: str) -> Right:
    method, path, *words = line.split()
    who: set[str] = set()
    stages = set(ORDER)
    for word in words:
        if word.startswith("@"):
            stages = _stages(word)
        elif word != "nobody":
            who |= GROUPS.get(word, {word})
    unknown = who - set(ROLES)
    if unknown:
        raise ValueError(f"{line}: nobody is called {unknown}")
    return Right(method, path, frozenset(who), frozenset(stages), line)


def _stages(word: str) -> set[Stage]:
    """`@board…` is that stage and all later ones, `@open@judging` are these two."""
    named = [Stage(name.rstrip("…")) for name in word[1:].split("@")]
    return set(ORDER[ORDER.index(named[0]) :]) if word.endswith("…") else set(named)


RIGHTS = {(right.method, right.path): right for right in map(_right, filter(None, TABLE.splitlines()))}


def plain(path: str) -> str:
    """A route's address as the table writes it: `{code:str}` is `{code}`."""
    return re.sub(r":\w+\}", "}", path)
