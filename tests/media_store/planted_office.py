"""Office files and PDFs with a marker in every channel that their format has."""

from __future__ import annotations

import io
import zipfile

from tests.media_store.planted import marker, photograph, photograph_places, picture, text, words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members: dict[str, bytes], remark: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.comment = remark if name == list(members)[-1] else b""
            archive.writestr(entry, data)
        archive.comment = remark
    return buffer.getvalue()


def relations(*entries: tuple[str, str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()


def run(channel: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text(channel)}</w:t></w:r>"


def _body() -> str:
    author = f'w:id="1" w:author="{text("docx.change-author")}"'
    drawing = (
        f'<w:drawing><wp:inline><wp:extent cx="900000" cy="600000"/><wp:docPr id="1" name="{text("docx.picture-name")}"'
        f' descr="{text("docx.alt")}" title="{text("docx.alt-title")}"/><a:graphic><a:graphicData uri="http://schemas.'
        'openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="Picture 1" '
        f'descr="{text("docx.inner-alt")}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture"/>'
        "</pic:blipFill><pic:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='900000' cy='600000'/></a:xfrm></pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return f"""<w:p>{run("seen")}</w:p>
<w:p><w:del {author}><w:r><w:delText>{text("docx.deleted")}</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="{text("docx.inserter")}"><w:r><w:t>kept</w:t></w:r></w:ins>
<w:moveFrom {author}><w:r><w:t>{text("docx.moved")}</w:t></w:r></w:moveFrom>
{run("docx.vanish", "<w:vanish/>")}{run("docx.style-vanish", '<w:rStyle w:val="Secret"/>')}
{run("docx.white", '<w:color w:val="FFFFFF"/>')}{run("docx.tiny", '<w:sz w:val="2"/>')}</w:p>
<w:p><w:pPr><w:rPr><w:rPrChange w:id="3" w:author="{text("docx.formatter")}"><w:rPr/></w:rPrChange></w:rPr></w:pPr>
<w:bookmarkStart w:id="9" w:name="{marker("docx.bookmark")}"/><w:r><w:t>place</w:t></w:r><w:bookmarkEnd w:id="9"/>
<w:hyperlink r:id="link" w:tooltip="{text("docx.tooltip")}"><w:r><w:t>link</w:t></w:r></w:hyperlink>
<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>{text("docx.field")}</w:t></w:r></w:fldSimple>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "file:///C:/{marker("docx.instruction")}"
</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>path</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY School </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{text("docx.complex-field")}</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r>{drawing}</w:r></w:p>
<w:sdt><w:sdtPr><w:alias w:val="{text("docx.alias")}"/><w:tag w:val="{text("docx.tag")}"/>
<w:dataBinding w:xpath="/ns0:coreProperties/ns1:creator" w:storeItemID="x"/></w:sdtPr>
<w:sdtContent><w:p>{run("docx.bound")}</w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run("docx.hidden-row")}</w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Own.{marker("docx.program")}"
 r:id="object"/></w:object></w:r></w:p><!-- {text("docx.markup")} --><?own {text("docx.instruction-mark")}?>
<w:sectPr><w:headerReference r:id="head" w:type="default"/></w:sectPr>"""


def story(tag: str, inner: str) -> bytes:
    names = (
        f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    return f"<w:{tag} {names}>{inner}</w:{tag}>".encode()


def _properties() -> dict[str, bytes]:
    core = "".join(f"<p:{name}>{text(f'docx.core.{name}')}</p:{name}>" for name in _CORE)
    extended = "".join(f"<{name}>{text(f'docx.app.{name}')}</{name}>" for name in _APP)
    custom = f"<property name='School'><lpwstr>{text('docx.custom')}</lpwstr></property>"
    return {
        "docProps/core.xml": f"<p:core xmlns:p='urn:p'>{core}</p:core>".encode(),
        "docProps/app.xml": f"<Properties>{extended}</Properties>".encode(),
        "docProps/custom.xml": f"<Properties>{custom}</Properties>".encode(),
        "docProps/thumbnail.jpeg": picture(comment=words("docx.thumbnail")),
    }


_CORE = ("creator", "lastModifiedBy", "title", "subject", "keywords", "description", "category", "contentStatus")
_APP = ("Company", "Manager", "Template", "HyperlinkBase")


def docx() -> bytes:
    comment = f'<w:comment w:id="1" w:author="{text("docx.commenter")}" w:initials="{marker("docx.initials")}"><w:p>'
    settings = f'<w:docVars><w:docVar w:name="v" w:val="{text("docx.variable")}"/></w:docVars>'
    settings += f'<w:mailMerge><w:query w:val="SELECT {text("docx.merge")}"/></w:mailMerge>'
    style = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    footnote = f'<w:footnote w:id="1"><w:p>{run("seen")}{run("docx.note", "<w:vanish/>")}</w:p></w:footnote>'
    inner = f"<p><creator>{text('docx.inner')}</creator></p>".encode()
    members = _properties() | {
        "_rels/.rels": relations(("main", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles", "styles.xml"), ("foot", "footnotes", "footnotes.xml"),
            ("head", "header", "header1.xml"), ("picture", "image", "media/image1.jpeg"),
            ("link", "hyperlink", f"https://example.org/{marker('docx.link')}"),
            ("far", "image", f"file:///C:/Users/{marker('docx.linked-picture')}/a.png"),
        ),
        "word/_rels/settings.xml.rels": relations(
            ("t", "attachedTemplate", f"file:///C:/{marker('docx.template')}/own.dotx")
        ),
        "word/document.xml": story("document", f"<w:body>{_body()}</w:body>"),
        "word/styles.xml": story("styles", style),
        "word/footnotes.xml": story("footnotes", footnote),
        "word/comments.xml": story("comments", f"{comment}{run('docx.comment')}</w:p></w:comment>"),
        "word/people.xml": story("people", f'<w:person w:author="{text("docx.person")}"/>'),
        "word/header1.xml": story("hdr", f"<w:p>{run('docx.header')}</w:p>"),
        "word/footer1.xml": story("ftr", f"<w:p>{run('docx.footer')}</w:p>"),
        "word/settings.xml": story("settings", settings),
        "word/glossary/document.xml": story("glossaryDocument", f"<w:p>{run('docx.glossary')}</w:p>"),
        "customXml/item1.xml": f"<x a='{text('docx.custom-attribute')}'>{text('docx.custom-xml')}</x>".encode(),
        "word/charts/chart1.xml": f"<c><v>{text('docx.chart')}</v></c>".encode(),
        "word/vbaProject.bin": b"\0\1" * 40 + words("docx.macro"),
        "word/embeddings/oleObject1.bin": b"\0" * 80 + text("docx.object").encode("utf-16-le"),
        "word/embeddings/Book1.docx": zipped({"docProps/core.xml": inner}),
        "word/media/image1.jpeg": photograph("docx.picture"),
        f"word/media/{marker('docx.part-name')}.jpeg": picture(),
    }  # fmt: skip
    return zipped(members, words("docx.archive")) + words("docx.behind")


DOCX_PLACES = {
    **{f"docx.core.{name}": f"docx:{name}" for name in _CORE}, **{f"docx.app.{name}": f"docx:{name}" for name in _APP},
    **photograph_places("docx.picture", "docx:word/media/image1.jpeg"),
    "docx.custom": "docx:property-School", "docx.thumbnail": "docx:docProps/thumbnail.jpeg:jpeg:comment",
    **{f"docx.{name}": "docx:deleted" for name in ("deleted", "moved")},
    **{f"docx.{name}": "docx:changed-by" for name in ("change-author", "inserter", "formatter", "commenter")},
    **{f"docx.{name}": "docx:hidden" for name in ("vanish", "style-vanish", "white", "tiny", "hidden-row", "note")},
    **{f"docx.{name}": "docx:alt-text" for name in ("alt", "alt-title", "inner-alt")},
    **{f"docx.{name}": "docx:name" for name in ("bookmark", "picture-name")},
    **{f"docx.{name}": "docx:field" for name in ("field", "complex-field", "instruction")},
    **{f"docx.{name}": "docx:control" for name in ("alias", "tag", "bound")},
    **{f"docx.{name}": "docx:markup-comment" for name in ("markup", "instruction-mark")},
    **{f"docx.{name}": "docx:custom-xml" for name in ("custom-xml", "custom-attribute")},
    **{f"docx.{name}": f"docx:{name}" for name in ("comment", "initials", "header", "footer", "glossary", "link")},
    "docx.tooltip": "docx:link-tip", "docx.program": "docx:embedded", "docx.variable": "docx:setting-docVar",
    "docx.merge": "docx:setting-query", "docx.linked-picture": "docx:link-image", "docx.person": "docx:people",
    "docx.template": "docx:link-attachedTemplate", "docx.chart": "docx:part-chart1",
    "docx.macro": "docx:word/vbaProject.bin", "docx.object": "docx:word/embeddings/oleObject1.bin",
    "docx.inner": "docx:word/embeddings/Book1.docx:creator", "docx.part-name": "docx:part",
    "docx.archive": "docx:archive-comment", "docx.behind": "docx:behind-the-end",
}  # fmt: skip
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
        ("svg", "svg-compatible"), ("meta", "meta"), ("config", "config"), ("script", "script"), ("table", "table"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def _odt_content() -> str:
    return f"""<office:document-content {_NAMES}><office:scripts><office:event-listeners><script:event-listener
 xlink:href="vnd.sun.star.script:{marker("odt.listener")}"/></office:event-listeners></office:scripts>
<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>
</style:style><style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>
</office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region text:id="c">
<text:deletion><office:change-info><dc:creator>{text("odt.changer")}</dc:creator></office:change-info>
<text:p>{text("odt.deleted")}</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:user-field-decls><text:user-field-decl text:name="f" office:string-value="{text("odt.user-field")}"/>
</text:user-field-decls><text:p>Seen {text("seen")}<text:bookmark text:name="{marker("odt.bookmark")}"/>
<office:annotation><dc:creator>{text("odt.commenter")}</dc:creator><text:p>{text("odt.comment")}</text:p>
</office:annotation><text:author-name>{text("odt.author-field")}</text:author-name>
<text:sender-lastname>{text("odt.sender")}</text:sender-lastname>
<text:user-defined text:name="x">{text("odt.property-field")}</text:user-defined>
<text:a xlink:href="mailto:{marker("odt.link")}@example.org">link</text:a>
<text:hidden-text text:string-value="{text("odt.hidden-value")}">x</text:hidden-text>
<text:span text:style-name="H">{text("odt.hidden")}</text:span>
<text:span text:style-name="W">{text("odt.white")}</text:span>
</text:p><text:section text:name="{text("odt.section-name")}" text:display="none"><text:p>{text("odt.section")}</text:p>
</text:section><text:p><draw:frame draw:name="{text("odt.frame")}" svg:width="4cm" svg:height="2cm"><draw:image
 xlink:href="Pictures/1.jpg"/><svg:title>{text("odt.alt-title")}</svg:title><svg:desc>{text("odt.alt")}</svg:desc>
</draw:frame></text:p></office:text></office:body></office:document-content><!-- {text("odt.markup")} -->"""


def odt() -> bytes:
    meta = "".join(f"<{name}>{text(f'odt.{name}')}</{name}>" for name in _ODT_META)
    meta += f'<meta:user-defined meta:name="School">{text("odt.user-defined")}</meta:user-defined>'
    meta += f'<meta:template xlink:href="../{marker("odt.template")}.ott"/>'
    page = f"<style:master-page><style:header><text:p>{text('odt.header')}</text:p></style:header></style:master-page>"
    setting = (
        f'<config:config-item config:name="PrinterName" config:type="string">{text("odt.printer")}</config:config-item>'
    )
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": _odt_content().encode(),
        "meta.xml": f"<office:meta {_NAMES}>{meta}</office:meta>".encode(),
        "styles.xml": f"<office:styles {_NAMES}>{page}</office:styles>".encode(),
        "settings.xml": f"<office:settings {_NAMES}>{setting}</office:settings>".encode(),
        "Pictures/1.jpg": photograph("odt.picture"),
        "Thumbnails/thumbnail.png": picture("PNG") + words("odt.thumbnail"),
        "Basic/Standard/Module1.xml": f"<m>{text('odt.macro')}</m>".encode(),
        "Object 1/content.xml": f"<o>{text('odt.object')}</o>".encode(),
        "VersionList.xml": f"<v><e>{text('odt.version')}</e></v>".encode(),
    }
    return zipped(members, words("odt.archive")) + words("odt.behind")


_ODT_META = (
    "dc:creator",
    "dc:title",
    "dc:subject",
    "dc:description",
    "meta:initial-creator",
    "meta:keyword",
    "meta:printed-by",
)
ODT_PLACES = {
    **{f"odt.{name}": f"odt:{name.partition(':')[2]}" for name in _ODT_META},
    **photograph_places("odt.picture", "odt:Pictures/1.jpg"),
    **{f"odt.{name}": "odt:changed-by" for name in ("changer", "commenter")},
    **{f"odt.{name}": "odt:hidden" for name in ("hidden-value", "hidden", "white", "section")},
    **{f"odt.{name}": "odt:field" for name in ("user-field", "author-field", "sender", "property-field")},
    **{f"odt.{name}": "odt:name" for name in ("bookmark", "section-name", "frame")},
    **{f"odt.{name}": "odt:alt-text" for name in ("alt", "alt-title")},
    **{f"odt.{name}": f"odt:{name}" for name in ("deleted", "comment", "link", "header")},
    "odt.user-defined": "odt:property-School", "odt.template": "odt:template-href", "odt.markup": "odt:markup-comment",
    "odt.listener": "odt:embedded", "odt.printer": "odt:setting-PrinterName",
    "odt.thumbnail": "odt:Thumbnails/thumbnail.png:png:behind-the-end",
    "odt.macro": "odt:part-Basic/Standard/Module1.xml", "odt.object": "odt:part-Object 1/content.xml",
    "odt.version": "odt:part-VersionList.xml", "odt.archive": "odt:archive-comment", "odt.behind": "odt:behind-the-end",
}  # fmt: skip
