"""What a stranger reads first in a bundle. Pure."""

from __future__ import annotations

from judging.contests.queries import ContestView

_TEXT = """\
{vi}
KẾT QUẢ NIÊM PHONG

Gói này cho phép bất kỳ ai tự kiểm tra kết quả cuộc thi, không cần tin ban tổ chức và không cần mạng.

1. Lấy khóa công khai của ban tổ chức ở nơi bạn tin: trang {page}
   Khóa ghi trong gói này: {key}
2. Cần Python 3.10 trở lên, không cài gì thêm. Mở cửa sổ lệnh tại thư mục chứa gói:
       python3 -I -S verify.py result-bundle.zip --key KHÓA
   (verify.py nằm trong gói; bạn cũng có thể tải riêng tệp này từ mã nguồn của phần mềm.)
3. Dòng cuối "Everything that was checked holds." nghĩa là mọi điều đều đúng. Nếu sai, máy nêu rõ bước và bản ghi.

Có gì trong gói
  commitment.json   công bố trước khi chấm: thể lệ, danh sách bài, ai chấm bài nào (dưới dạng mã băm)
  rules.json        thể lệ đã chốt (không có tên, địa chỉ giám khảo)
  works.json        mã phách và SHA-256 của từng bài; SHA-256 này có trên phiếu nhận bài của tác giả
  assignment.json   giám khảo số mấy được giao bài nào; trường hợp phải tránh
  ballots.jsonl     từng phiếu chấm theo thứ tự nộp, mỗi dòng nối với dòng trước
  result.json       điểm, hạng, giải và lý do của từng bài
  board.json        các bài bằng điểm do hội đồng phân định, kiến nghị và phiếu biểu quyết, chữ ký duyệt
  names.json        tên bài, và tên tác giả đạt giải theo cách mỗi người cho phép; chỉ có sau khi công bố
  seal.json, manifest.json, signature.json   niêm phong và chữ ký Ed25519

----------------------------------------------------------------------

{en}
SEALED RESULT

With this bundle anybody can check the result of the competition, without trusting the organisers and without a network.

1. Take the organisers' public key from where you trust it: the page {page}
   The key written in this bundle: {key}
2. You need Python 3.10 or newer, and nothing else. In a terminal, in the folder of the bundle:
       python3 -I -S verify.py result-bundle.zip --key KEY
   (verify.py is in the bundle; you may also take it from the program's source.)
3. The last line "Everything that was checked holds." means just that. Otherwise the step and the record are named.

What is in the bundle
  commitment.json   published before judging: rules, list of works, who judges what (as digests)
  rules.json        the frozen rules (without names and addresses of jurors)
  works.json        blind code and SHA-256 of every work; that SHA-256 stands on the author's receipt
  assignment.json   which juror, by number, was given which work; who had to keep away
  ballots.jsonl     every ballot in the order in which it was handed in, each line chained to the one before
  result.json       score, rank, prize and reason of every work
  board.json        ties that the board settled, motions with their votes, signatures of the approval
  names.json        titles, and the winners as each allows; only after the announcement
  seal.json, manifest.json, signature.json   the seal and the Ed25519 signatures
"""


def readme(view: ContestView, site: str, public_key: str) -> bytes:
    """In Vietnamese and English; `site` is the address of the installation."""
    contest = view.rules.contest
    page = f"{site}/c/{view.slug}/check"
    return _TEXT.format(vi=contest.name.vi, en=contest.name.en, page=page, key=public_key).encode()
