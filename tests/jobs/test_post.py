"""Sheets are made once, whatever is killed (S19); designs are drawn."""

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now
from pypdf import PdfReader

from regulars.actions import post as actions
from regulars.actions.designs import keep_picture
from regulars.jobs import clock, post
from regulars.models import CardDesign, Event, PrintBatch, Schedule
from regulars.queries.paper_files import batch_path, drawing_path
from regulars.rules.messages import Purpose
from tests.posting import make_design, make_reader, plan_card
from tests.rules.test_pictures import png

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = ("begun", "drawn", "written", "noted")
# The task in a process of its own, which kills itself at a point.
KILLED = """
import os, signal, sys, django
from pathlib import Path
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.DATA = Path(sys.argv[2])
from regulars.jobs import post
from regulars.models import PrintBatch
def at(point):
    if point == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
post.write_sheets(PrintBatch.objects.get(), at)
"""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def batch(shop, ana):
    cards = [plan_card(make_reader(name)) for name in ("Mara Lindqvist", "Ben Okafor")]
    return actions.make_batch(cards, design=make_design(), person=ana)[0]


def write():
    return post.write_sheets(PrintBatch.objects.get())


def test_the_reaction_has_the_sheets_made_by_the_worker(batch):
    clock.tick(now())
    batch.refresh_from_db()
    pages = PdfReader(batch_path(batch)).pages
    assert (batch.sheets, len(pages)) == (2, 4)
    assert post.settings.DATA / batch.stored_as == batch_path(batch)
    assert "Ben Okafor" in pages[3].extract_text()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_it_is_the_same_batch_and_the_same_file_again(batch, point, folder):
    whole = post.look_of(batch.design, post.PaperKind.POSTCARD, post.Shop.objects.get())
    assert whole.business == "Aurora Coffee"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, connection.settings_dict["NAME"], str(folder), point],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:."},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    before = batch_path(batch).read_bytes() if batch_path(batch).exists() else None
    write()
    after = batch_path(batch).read_bytes()
    assert before in {None, after}
    assert len(PdfReader(io.BytesIO(after)).pages) == 4
    assert write() == "ready"
    assert batch_path(batch).read_bytes() == after
    assert PrintBatch.objects.count() == 1
    assert [one.name for one in batch_path(batch).parent.iterdir()] == [f"{batch.pk}.pdf"]


def test_whoever_cannot_be_printed_is_left_out_loudly(batch, shop):
    odd = plan_card(make_reader("\U00013080 Glyph"))
    long = plan_card(make_reader("Longa"), body="Too many words for a card. " * 80)
    for card in (odd, long):
        card.print_batch = batch
        card.save()
    assert write() == "2 of 4"
    told = dict(PrintBatch.objects.get().left_out)
    assert "\U00013080" in told[odd.pk]
    assert told[long.pk] == "the text is too long for this card"
    odd.refresh_from_db()
    assert odd.print_batch is None


def test_a_batch_of_which_nobody_can_be_printed_has_no_file(shop, ana):
    card = plan_card(make_reader("\U00013080"))
    actions.make_batch([card], design=make_design(), person=ana)
    assert write() == "0 of 1"
    assert PrintBatch.objects.get().stored_as == ""


def test_envelopes_stand_in_the_order_of_their_letters(batch, ana):
    actions.make_envelopes(batch, design=make_design("envelope", "dl"), person=ana)
    clock.tick(now())
    envelopes = PrintBatch.objects.get(kind="envelope")
    texts = [page.extract_text() for page in PdfReader(batch_path(envelopes)).pages]
    assert ["Mara" in texts[0], "Ben" in texts[1]] == [True, True]


def test_a_letter_of_a_german_business_stands_in_its_window(shop, ana):
    card = plan_card(make_reader())
    batch, _ = actions.make_batch([card], design=make_design("letter", "a4"), person=ana)
    write()
    text = PdfReader(batch_path(batch)).pages[0].extract_text()
    assert "Aurora Coffee · Weg 1 · 20099 Hamburg" in text
    assert "thank you for visit" in text


@pytest.mark.parametrize("purpose", [Purpose.THANKS, Purpose.NOTICE])
def test_bad_news_goes_without_what_stands_on_the_design(shop, ana, purpose):
    design = make_design("letter", "a4")
    CardDesign.objects.update(headline="Spring sale", link="https://shop.example/sale")
    card = plan_card(make_reader(), body="The table comes later.", purpose=purpose)
    batch, _ = actions.make_batch([card], design=design, person=ana)
    write()

    text = PdfReader(batch_path(batch)).pages[0].extract_text()

    assert "The table comes later." in text
    assert ("shop.example" in text) == (purpose is not Purpose.NOTICE)
    assert "Spring sale" not in text or purpose is not Purpose.NOTICE


def test_a_design_is_drawn_with_its_picture(shop):
    design = CardDesign.objects.create(name="Spring", picture=keep_picture(png(40, 30)))
    assert post.draw_design(design) == 2
    for side in (1, 2):
        assert drawing_path(design, shop, side).read_bytes().startswith(b"\x89PNG")


def test_sheets_whose_task_was_lost_are_found_by_the_clock(batch):
    Event.objects.update(handled_at=now())  # as if the task had been lost
    clock.tick(now())
    assert PrintBatch.objects.get().ready_at is None
    PrintBatch.objects.update(made_at=now() - timedelta(minutes=2))
    Schedule.objects.filter(name="sheets").update(next_at=now())
    clock.tick(now())
    assert PrintBatch.objects.get().ready_at is not None
