"""Computed results, decisions with their reasons, the signatures under them, and what was promised before."""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.accounts.tables import Person
from judging.columns import belongs_to, big, document, flag, moment, real, text, whole, words
from judging.contests.tables import Category, Contest
from judging.scoring.tables import PanelJuror
from judging.submissions.tables import Entry


class ResultRun(Table, tablename="result_run"):
    """One computation of one category. A newer run supersedes an older one, which stays readable."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    category = belongs_to(Category)
    round_key = words(40)
    method = words(20)
    options = document()
    input_sha256 = words(64)  # of the ballots it was computed from
    warnings = document()
    fit = document(null=True)  # {"mean": …, "variances": {"entry", "juror", "error"}} of a method with a model
    computed_at = moment()
    superseded_at = moment(null=True)


class EntryResult(Table, tablename="entry_result"):
    id = UUID(primary_key=True)
    run = belongs_to(ResultRun)
    entry = belongs_to(Entry)
    rank = whole(null=True)
    score = text(null=True)  # decimal text: exact where the method is exact
    se = real(null=True)
    rank_low = whole(null=True)  # 90% interval of the rank
    rank_high = whole(null=True)
    ballots = whole()
    tier = words(40, null=True)
    waiting = flag()  # tied at a quota's edge: the board decides
    reason = document()  # {"code": …, "params": {…}}
    chance = real(null=True)  # of being among the first K, where K is the number of prizes
    plan = document(null=True)  # {"tier": …, "reason": …} by the plan, where the board has decided otherwise
    entry_result_once = Unique([run, entry])


class JurorResult(Table, tablename="juror_result"):
    id = UUID(primary_key=True)
    run = belongs_to(ResultRun)
    panel_juror = belongs_to(PanelJuror)
    severity = real()
    se = real(null=True)
    ballots = whole()
    juror_result_once = Unique([run, panel_juror])


class ResultStudy(Table, tablename="result_study"):
    """How much a result hangs on single jurors and on its method, and how well the jurors judged. Never public."""

    id = UUID(primary_key=True)
    run = belongs_to(ResultRun, unique=True)
    content = text()  # JSON of judging.awards.study.Study
    at = moment()


class BoardMeeting(Table, tablename="board_meeting"):
    """Who sat on the board's meeting. Noted anew when that changes; the newest one holds."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    chair = belongs_to(Person)
    present = document()  # ids of the members
    guests = text()  # others, a line each
    minute_taker = words(200)
    place = words(200)
    began_at = moment()
    noted_by = belongs_to(Person)
    at = moment()


class Motion(Table, tablename="motion"):
    """What a member asks the board to decide, and what became of it. Undone by another one; nothing is removed."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    category = belongs_to(Category)
    number = whole()
    kind = words(20)
    tier = words(40, null=True)  # that is not to be awarded
    undoes = whole(null=True)  # the motion whose decision it takes back
    changes = document()  # [{"code", "before", "after"}] by blind code
    reason = text()
    breaches = document()  # of the rules, known to whoever proposed and closed it
    proposer = belongs_to(Person)
    proposed_at = moment()
    outcome = words(12, null=True)
    members = whole(null=True)  # of the board, when it was closed
    closed_by = belongs_to(Person, null=True)
    closed_at = moment(null=True)
    in_effect = flag()
    motion_number_once = Unique([contest, number])


class MotionVote(Table, tablename="motion_vote"):
    """A member's vote by name; may be changed until the chair closes the motion."""

    id = UUID(primary_key=True)
    motion = belongs_to(Motion)
    person = belongs_to(Person)
    vote = words(8)
    at = moment()
    motion_vote_once = Unique([motion, person])


class Approval(Table, tablename="approval"):
    """Somebody signed the list of codes; names opened only then."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    person = belongs_to(Person)
    statement = text()
    list_sha256 = words(64)
    at = moment()
    approval_once = Unique([contest, person, list_sha256])


class Commitment(Table, tablename="commitment"):
    """What was published when judging began. The texts are the bundle's files, byte by byte."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest, unique=True)
    content = text()
    sha256 = words(64)
    signature = words(128)
    public_key = words(64)
    works = text()  # with the salts, which stay here until the result is public
    pairs = document()  # who was to judge what, as it stood then
    audit_line = big()
    audit_hash = words(64)
    at = moment()


class Seal(Table, tablename="seal"):
    """What the approval signed: the digests of everything that the result rests on."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest, unique=True)
    content = text()
    sha256 = words(64)
    signature = words(128)
    public_key = words(64)
    audit_line = big()
    audit_hash = words(64)
    at = moment()


class Bundle(Table, tablename="bundle"):
    """A sealed result in the store: by code after the approval, with names after the announcement."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    stage = words(12)
    storage_key = words(200)
    sha256 = words(64)
    size = big()
    at = moment()
    bundle_once = Unique([contest, stage])
