"""The words of the minutes, in Vietnamese and English. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from judging.awards.sentences import Lang
from judging.typesetting.formats import long_date, official_date

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "about": {
        "vi": "Họp hội đồng cố vấn xét giải cuộc thi “{contest}”",
        "en": "Meeting of the advisory board on the prizes of the contest “{contest}”",
    },
    "began": {"vi": "Thời gian bắt đầu", "en": "Began"},
    "place": {"vi": "Địa điểm", "en": "Place"},
    "chair": {"vi": "Chủ trì", "en": "Chair"},
    "present": {"vi": "Thành viên có mặt", "en": "Members present"},
    "board": {"vi": "Hội đồng cố vấn", "en": "Advisory board"},
    "not_noted": {"vi": "không có ghi chép", "en": "was not noted"},
    "counted": {"vi": "{present}/{members} thành viên", "en": "{present} of {members} members"},
    "guests": {"vi": "Cùng dự", "en": "Others present"},
    "taker": {"vi": "Thư ký (người ghi biên bản)", "en": "Minutes taken by"},
    "method": {"vi": "Cách chấm và tính kết quả", "en": "How the result was found"},
    "blind": {
        "vi": "Hội đồng làm việc theo mã phách; tên tác giả chỉ được mở sau khi danh sách mã phách đã được ký duyệt. "
        "Cách tính đã được chốt cùng thể lệ trước khi nhận bài.",
        "en": "The board worked by blind code; names open only after the list of blind codes has been signed. The "
        "method was frozen with the rules before entries were taken.",
    },
    "counts": {"vi": "Số bài và số phiếu chấm", "en": "Entries and ballots"},
    "works": {"vi": "{works} bài, {ballots} phiếu chấm.", "en": "{works} entries, {ballots} ballots."},
    "ties": {"vi": "Các bài bằng điểm do hội đồng phân định", "en": "Ties that the board settled"},
    "no_ties": {
        "vi": "Không có bài bằng điểm nào ở ngưỡng giải cần hội đồng phân định.",
        "en": "No tie at the edge of a prize had to be settled.",
    },
    "order": {"vi": "Thứ tự do hội đồng quyết định: {order}.", "en": "The order that the board decided on: {order}."},
    "why": {"vi": "Lý do: {why}", "en": "Reason: {why}"},
    "motions": {"vi": "Kiến nghị và biểu quyết", "en": "Motions and votes"},
    "no_motions": {
        "vi": "Không có kiến nghị nào; hội đồng giữ nguyên kết quả đã tính.",
        "en": "There was no motion; the board left the computed result as it was.",
    },
    "voting": {
        "vi": "Biểu quyết công khai. Cần hơn {quorum}% số thành viên hội đồng biểu quyết; kiến nghị được thông qua khi "
        "tán thành chiếm hơn {majority}% số phiếu tán thành và không tán thành.",
        "en": "Votes are open. More than {quorum}% of the members must vote; a motion is carried by more than "
        "{majority}% of the votes for and against.",
    },
    "motion": {"vi": "Kiến nghị số {number}", "en": "Motion {number}"},
    "proposed": {"vi": "{name} nêu, {when}.", "en": "Proposed by {name}, {when}."},
    "breach": {"vi": "Vượt quy định của thể lệ, hội đồng biết rõ: {what}", "en": "Breaks the rules, knowingly: {what}"},
    "for": {"vi": "Tán thành", "en": "For"},
    "against": {"vi": "Không tán thành", "en": "Against"},
    "abstain": {"vi": "Không có ý kiến", "en": "Abstaining"},
    "outcome": {"vi": "Kết quả biểu quyết: {what}; {when}.", "en": "Outcome: {what}; {when}."},
    "pending": {"vi": "Đang biểu quyết.", "en": "Not closed yet."},
    "result": {"vi": "Kết quả theo thể loại", "en": "Result by category"},
    "closed": {"vi": "Theo mã phách.", "en": "By blind code."},
    "open": {
        "vi": "Tên tác giả được mở sau khi danh sách mã phách đã được ký duyệt.",
        "en": "Names were opened after the list of blind codes had been signed.",
    },
    "star": {
        "vi": "Dấu * là giải do hội đồng quyết định khác với kết quả tính.",
        "en": "An asterisk marks a prize that the board decided otherwise than computed.",
    },
    "not_awarded": {"vi": "Không trao: {count} giải", "en": "Not awarded: {count}"},
    "approval": {"vi": "Phê duyệt", "en": "Approval"},
    "not_signed": {
        "vi": "Danh sách mã phách chưa được ký duyệt; biên bản này là bản dự thảo.",
        "en": "The list of blind codes has not been signed; these minutes are a draft.",
    },
    "signed": {
        "vi": "{name} ký duyệt danh sách mã phách, {when}",
        "en": "{name} signed the list of blind codes, {when}",
    },
    "digest": {"vi": "SHA-256 của danh sách: {sha256}", "en": "SHA-256 of the list: {sha256}"},
    "ended": {"vi": "Cuộc họp kết thúc vào {when}./.", "en": "The meeting ended at {when}."},
    "not_ended": {"vi": "Cuộc họp chưa kết thúc.", "en": "The meeting has not ended."},
}
#: What is the same in all minutes of a language.
FRAME: Mapping[Lang, Mapping[str, str]] = {
    "vi": {
        "country": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": "Số:         /BB-HĐCV",
        "title": "BIÊN BẢN",
        "prize": "Giải",
        "code": "Mã phách",
        "work": "Tác phẩm",
        "who": "Tác giả, đơn vị",
        "score": "Điểm",
        "secretary": "THƯ KÝ",
        "chair": "CHỦ TRÌ",
        "sign": "(Ký, ghi rõ họ tên)",
        "recipients": "Nơi nhận:",
    },
    "en": {
        "country": "SOCIALIST REPUBLIC OF VIET NAM",
        "motto": "Independence – Freedom – Happiness",
        "number": "No.         /BB-HĐCV",
        "title": "MINUTES",
        "prize": "Prize",
        "code": "Blind code",
        "work": "Work",
        "who": "Author, unit",
        "score": "Score",
        "secretary": "SECRETARY",
        "chair": "CHAIR",
        "sign": "(Signature and full name)",
        "recipients": "Recipients:",
    },
}
RECIPIENTS: Mapping[Lang, tuple[str, ...]] = {
    "vi": ("Ban tổ chức;", "Hội đồng cố vấn;", "Ban giám khảo;", "Lưu: VT, hồ sơ cuộc thi."),
    "en": ("Organising committee;", "Advisory board;", "Jury;", "Files: office, contest record."),
}


def spoken_day(day: date, lang: Lang, *, official: bool = False) -> str:
    if lang == "vi":
        return official_date(day) if official else long_date(day).vi
    return long_date(day).en


def spoken_time(moment: datetime, lang: Lang) -> str:
    """14 giờ 05 phút, ngày 02 tháng 10 năm 2024 · 14:05, 2 October 2024."""
    if lang == "vi":
        return f"{moment.hour} giờ {moment.minute:02d} phút, {official_date(moment.date())}"
    return f"{moment:%H:%M}, {long_date(moment.date()).en}"
