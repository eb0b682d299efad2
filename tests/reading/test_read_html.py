"""HTML as filed."""

from hypothesis import given
from hypothesis import strategies as st

from engross.clauses.words import printed, words
from engross.reading.html import read_html

TAGS = st.sampled_from(
    ["p", "div", "b", "i", "td", "tr", "table", "ol", "li", "br", "span", "font", "h1", "center", "u"]
)
WORDS = st.sampled_from(["word", "1.", "(a)", "Term.", " ", "\n", "&amp;", "x &lt; y", "é", "\xa0"])
markup = st.lists(st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=30).map("".join)


def test_marks_inside_a_word_do_not_part_it():
    assert printed(read_html("<p>The <b>P</b>lan</p>").text) == "The Plan"


def test_numbers_of_lists_are_printed():
    html = "<ol><li>One.<ol type=a><li>first; or</li><li>second.</li></ol></li><li>Two.</li></ol>"
    assert printed(read_html(html).text) == "1. One.\na. first; or\nb. second.\n2. Two."


def test_a_list_may_begin_anywhere():
    assert words(read_html("<ol start=4 type=I><li>Four.</li></ol>").text)[0] == "IV."


def test_a_row_laid_out_as_a_table_is_a_clause():
    html = "<table><tr><td>(a)</td><td>The first.</td></tr><tr><td>(b)</td><td>The second.</td></tr></table>"
    assert [clause.label for clause in read_html(html).text.root.children] == ["(a)", "(b)"]


def test_what_is_not_shown_is_not_read():
    html = "<head><title>e</title><style>p{}</style></head><p>Words.<script>x</script><b style='display: none'>no</b>"
    reading = read_html(html)
    assert (printed(reading.text), [piece.text for piece in reading.text.furniture]) == ("Words.", ["e"])


def test_older_encodings_are_read():
    assert printed(read_html("<p>tenant’s</p>".encode("cp1252")).text) == "tenant’s"


@given(markup)
def test_no_markup_is_refused(html):
    read_html(f"<html><body>{html}</body></html>")


@given(st.lists(st.sampled_from(["word", "1.", "(a)", "Term.", "or"]), min_size=1, max_size=20))
def test_words_in_paragraphs_are_kept(parts):
    html = "".join(f"<p>{part} <i>{part}</i></p>" for part in parts)
    assert words(read_html(html).text) == [part for part in parts for _ in (1, 2)]
