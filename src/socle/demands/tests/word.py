"""Word documents as word processors write them, with no more in them than a story needs."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = f"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{RELATION}/{{}}" Target="{{}}"/></Relationships>"""
STYLES = ("Title", "Quote", "Heading 1", "Heading 2", "Heading 3")


def style(name):
    key = name.replace(" ", "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name.lower()}"/></w:style>'
        if name.startswith("Heading")
        else f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    )


def paragraph(words, name="", inside=""):
    kind = f'<w:pPr><w:pStyle w:val="{name.replace(" ", "")}"/></w:pPr>' if name else ""
    return f"<w:p>{kind}{run(words)}{inside}</w:p>"


def run(words, tag="w:t"):
    return f'<w:r><{tag} xml:space="preserve">{words}</{tag}></w:r>' if words else ""


def inserted(words):
    return f'<w:ins w:id="1" w:author="A">{run(words)}</w:ins>'


def deleted(words):
    return f'<w:del w:id="2" w:author="A">{run(words, "w:delText")}</w:del>'


def table(*rows):
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def called(number):
    """From where a footnote is called."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(**notes):
    """Parts of a document that has notes, such as ``n2="Its words."``."""
    held = "".join(
        f'<w:footnote w:id="{name[1:]}">{paragraph(words)}</w:footnote>'
        for name, words in notes.items()
    )
    both = RELATIONS.format("styles", "styles.xml").replace(
        "</Relationships>",
        f'<Relationship Id="r2" Type="{RELATION}/footnotes" Target="footnotes.xml"/>'
        "</Relationships>",
    )
    return {
        "word/footnotes.xml": f"<w:footnotes {W}>{held}</w:footnotes>",
        "word/_rels/document.xml.rels": both,
    }


def document(*body, more=None):
    """The bytes of a .docx; ``more``: other parts, by name."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": RELATIONS.format("styles", "styles.xml"),
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{''.join(map(style, STYLES))}</w:styles>",
    } | (more or {})
    return zipped(parts)


def zipped(parts):
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
