import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.template import engines

from regulars.models import Rhythm
from regulars.queries.strips import strip_for
from regulars.web.strips import svg
from tests.queries.test_rhythms import TODAY
from tests.queries.test_strips import regular


def drawn(row: Rhythm, *, wide: bool = False) -> ET.Element:
    return ET.fromstring(svg(strip_for(row, TODAY, wide=wide)))


def classes(drawing: ET.Element) -> list[str]:
    return [shape.get("class", "") for shape in drawing if shape.tag != "title"]


def test_a_silent_regular_shows_dots_a_band_a_dotted_silence_and_today():
    assert classes(drawn(regular())) == ["axis", "expected", "silence", *["dot"] * 7, "now"]


def test_without_purchases_there_is_only_the_line_of_time():
    assert classes(drawn(Rhythm(visits=0))) == ["axis", "now"]


@pytest.mark.parametrize("wide", [False, True])
def test_it_is_one_image_with_words_and_no_style(wide):
    drawing = drawn(regular(), wide=wide)

    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == "19 purchases, every 31 days, silent for 58 days"
    assert not [shape for shape in drawing.iter() if shape.get("style")]


def test_dots_of_the_wide_strip_say_their_day():
    dots = [dot for dot in drawn(regular(), wide=True) if dot.get("class") == "dot"]

    assert dots[-2][0].text == "25 Aug"


def test_words_in_any_language_cannot_break_out():
    strip = replace(strip_for(regular(), TODAY), words='"<script>&')

    assert ET.fromstring(svg(strip)).get("aria-label") == '"<script>&'


@pytest.mark.parametrize("written", ["{% strip row %}", "{% strip drawing %}"])
def test_templates_draw_a_row_or_what_was_made_of_it(written, db, django_assert_num_queries):
    row = regular()
    template = engines["django"].from_string(written)

    with django_assert_num_queries(0):
        drawing = template.render({"row": row, "drawing": strip_for(row, TODAY)})

    assert drawing.startswith('<svg class="strip"')
