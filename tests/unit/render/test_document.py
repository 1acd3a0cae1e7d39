"""The file around what it shows: other forms, further elements of the head, nothing unescaped."""

from markupsafe import Markup

from eventbook.render.document import Alternate, document

MAIN = Markup("<h1>x</h1>\n")


def test_alternates_and_head():
    html = document(
        "A & B",
        MAIN,
        "it",
        book="<Book>",
        head=Markup('<link rel="canonical" href="https://archive.example/">'),
        alternates=(Alternate("text/calendar", "x.ics?a=1&b=2", '"x"'),),
    )
    assert html.partition("<style>")[0].splitlines()[-5:] == [
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        "<title>A &amp; B · &lt;Book&gt;</title>",
        '<link rel="alternate" type="text/calendar" href="x.ics?a=1&amp;b=2" title="&#34;x&#34;">',
        '<link rel="canonical" href="https://archive.example/">',
    ]
    assert html.startswith('<!DOCTYPE html>\n<html lang="it">\n')
    assert html.endswith('<main id="main">\n<h1>x</h1>\n</main>\n</body>\n</html>\n')


def test_a_plain_text_in_the_head_is_no_markup():
    head = document("x", MAIN, "en", head="<script>").partition("<style>")[0]
    assert "&lt;script&gt;\n" in head
    assert "<script" not in head
