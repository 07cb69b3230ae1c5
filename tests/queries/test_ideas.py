from regulars.actions.ideas import end_idea, note_friction, think_up, try_idea, vote
from regulars.queries.ideas import idea_box, ideas_for
from regulars.queries.local_days import shop_today


def test_the_box_is_ordered_by_votes_and_friction_by_what_it_costs(ana, ben):
    plain = think_up(title="Plain", person=ana)
    loved = think_up(title="Loved", person=ana)
    vote(idea=loved, person=ben)
    tried = think_up(title="Tried", person=ana)
    try_idea(idea=tried, from_on=shop_today(), until_on=None, owner=ana, person=ana)
    ended = think_up(title="Ended", person=ana)
    end_idea(idea=ended, is_kept=False, result="No", person=ana)
    for what, times, minutes in (("small", 10, 1), ("large", 2, 30)):
        note_friction(
            place="Till", what=what, times_a_month=times, minutes_lost=minutes, person=ana
        )

    box = idea_box(ben)

    assert box.new == [loved, plain]
    assert (box.trying, box.ended) == ([tried], [ended])
    assert [row.friction.what for row in box.frictions] == ["large", "small"]
    assert box.minutes == 70


def test_each_knows_its_votes_and_mine(ana, ben):
    idea = think_up(title="Plain", person=ana)

    assert (ideas_for(ana).get(pk=idea.pk).is_mine, ideas_for(ben).get(pk=idea.pk).is_mine) == (
        True,
        False,
    )
