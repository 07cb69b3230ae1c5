"""What customers say: complaints and recovery, wishes and their answers, ideas, what else."""

from django.urls import path

from regulars.web.voices import complaints, ideas, recovering, what_else, wishes, words

app_name = "voices"
urlpatterns = [
    path("complaints", complaints.index, name="complaints"),
    path("complaints/<int:pk>", complaints.show, name="complaint"),
    path("complaints/<int:pk>/spoken", recovering.spoken, name="spoken"),
    path("complaints/<int:pk>/cause", recovering.review, name="review"),
    path("complaints/<int:pk>/mend", recovering.mend, name="mend"),
    path("complaints/<int:pk>/close", recovering.close, name="close"),
    path("complaints/<int:pk>/said", recovering.said, name="said"),
    path("complaints/<int:pk>/reopen", recovering.reopen, name="reopen"),
    path("complaints/<int:pk>/hand-over", recovering.hand_over, name="hand_over"),
    path("complaints/<int:pk>/words", words.write, name="words"),
    path("complaints/<int:pk>/words/<int:message>/back", words.take_back, name="take_back"),
    path("amends/<int:pk>", complaints.decide_amends, name="decide_amends"),
    path("causes", complaints.causes, name="causes"),
    path("causes/new", complaints.new_cause, name="new_cause"),
    path("causes/<int:pk>/off", complaints.take_off_cause, name="take_off_cause"),
    path("advertising", complaints.advertising, name="advertising"),
    path("wishes", wishes.index, name="wishes"),
    path("wishes/new", wishes.new, name="new_wish"),
    path("wishes/<int:pk>/group", wishes.group, name="group_wish"),
    path("wish-groups/<int:pk>", wishes.show, name="wish"),
    path("wish-groups/<int:pk>/merge", wishes.merge, name="merge_wishes"),
    path("wish-groups/<int:pk>/split", wishes.split, name="split_wishes"),
    path("wish-groups/<int:pk>/decide", wishes.decide, name="decide_wish"),
    path("wish-groups/<int:pk>/done", wishes.done, name="wish_done"),
    path("wish-groups/<int:pk>/answer", wishes.answer, name="answer_wish"),
    path("wish-groups/<int:pk>/idea", wishes.idea, name="wish_idea"),
    path("ideas", ideas.index, name="ideas"),
    path("ideas/new", ideas.new, name="new_idea"),
    path("ideas/<int:pk>", ideas.show, name="idea"),
    path("ideas/<int:pk>/edit", ideas.edit, name="edit_idea"),
    path("ideas/<int:pk>/vote", ideas.vote, name="vote"),
    path("ideas/<int:pk>/try", ideas.begin_trial, name="try_idea"),
    path("ideas/<int:pk>/end", ideas.end, name="end_idea"),
    path("frictions/new", ideas.new_friction, name="new_friction"),
    path("frictions/<int:pk>/close", ideas.close_friction, name="close_friction"),
    path("what-else/<int:pk>", what_else.told, name="what_else"),
]
