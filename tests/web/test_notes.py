"""What a page says back, with a way to take it back."""

from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.template.loader import render_to_string

from regulars.web.notes import tell, warn


def noted(rf, *notes):
    request = rf.get("/")
    request.session = {}
    request._messages = SessionStorage(request)
    for say, args, named in notes:
        say(request, *args, **named)
    return render_to_string("parts/notes.html", {"messages": get_messages(request)})


def test_a_note_offers_undo_where_it_can_be_taken_back(rf):
    page = noted(rf, (tell, ["Kept."], {"undo": "/today/undo/7"}))
    assert "<p>Kept.</p>" in page
    assert 'method="post" action="/today/undo/7"' in page


def test_a_note_without_undo_has_no_button(rf):
    assert "<button" not in noted(rf, (tell, ["Kept."], {}))


def test_a_warning_looks_like_one(rf):
    assert "is-warm" in noted(rf, (warn, ["Not possible."], {}))
    assert "is-warm" not in noted(rf, (tell, ["Kept."], {}))


def test_a_note_is_text(rf):
    assert "<b>" not in noted(rf, (tell, ["<b>Ana</b>"], {}))


def test_the_place_for_notes_is_there_before_there_are_any(rf):
    """Screen readers only announce what appears in a region they know."""
    assert 'id="notes" class="notes" role="status"' in noted(rf)
