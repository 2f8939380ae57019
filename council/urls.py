"""Addresses below ``/cms/council/``."""

from django.urls import path

from .views import (
    agenda_items,
    amendment_votes,
    amendments,
    announcing,
    ballot,
    correcting,
    meetings,
    objecting,
    papers,
    planning,
    recording,
    reviews,
    together,
)

urlpatterns = [
    path("ballot/<int:state_id>/", ballot.ballot, name="council_ballot"),
    path("ballot/<int:state_id>/comment/", ballot.comment, name="council_comment"),
    path("comments/<int:comment_id>/withdraw/", ballot.withdraw, name="council_comment_withdraw"),
    path("comments/<int:comment_id>/answer/", reviews.answer, name="council_comment_answer"),
    path("reviews/<int:page_id>/", reviews.reviews, name="council_reviews"),
    path("agenda/<int:item_id>/record/", recording.record, name="council_record"),
    path("decisions/<int:decision_id>/correct/", correcting.correct, name="council_correct"),
    path("decisions/<int:decision_id>/objection/", objecting.object_to, name="council_object"),
    path("objections/<int:objection_id>/lift/", objecting.lift, name="council_objection_lift"),
    path(
        "objections/<int:objection_id>/settle/", objecting.settle, name="council_objection_settle"
    ),
    path(
        "objections/<int:objection_id>/decide/",
        objecting.decide_anew,
        name="council_objection_decide",
    ),
    path(
        "meetings/<int:meeting_id>/agenda-2/",
        together.record_agenda_two,
        name="council_record_together",
    ),
    path("papers/add/", papers.add, name="council_paper_add"),
    path("papers/<int:paper_id>/", papers.paper, name="council_paper"),
    path("papers/<int:paper_id>/change/", papers.edit, name="council_paper_edit"),
    path("papers/<int:paper_id>/plan/", planning.plan, name="council_paper_plan"),
    path(
        "papers/<int:paper_id>/attachments/",
        planning.attachments,
        name="council_paper_attachments",
    ),
    path("papers/<int:paper_id>/withdraw/", papers.withdraw, name="council_paper_withdraw"),
    path(
        "papers/<int:paper_id>/agenda/<int:body_id>/",
        agenda_items.add_to_agenda,
        name="council_agenda_add",
    ),
    path("agenda/<int:item_id>/change/", agenda_items.edit, name="council_item_edit"),
    path("agenda/<int:item_id>/remove/", agenda_items.remove, name="council_item_remove"),
    path("agenda/<int:item_id>/recusals/", agenda_items.recusals, name="council_recusals"),
    path("papers/<int:paper_id>/amendments/", amendments.of_paper, name="council_amendments"),
    path("sections/<int:paper_item_id>/amend/", amendments.amend, name="council_amend"),
    path(
        "amendments/<int:amendment_id>/withdraw/",
        amendments.take_back,
        name="council_amendment_withdraw",
    ),
    path("agenda/<int:item_id>/amendments/", amendment_votes.votes, name="council_amendment_votes"),
    path(
        "amendment-votes/<int:vote_id>/correct/",
        amendment_votes.correct,
        name="council_amendment_correct",
    ),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="council_meeting"),
    path("meetings/<int:meeting_id>/pack/", meetings.pack, name="council_pack"),
    path("meetings/<int:meeting_id>/items/add/", agenda_items.add_item, name="council_item_add"),
    path("meetings/<int:meeting_id>/order/", agenda_items.reorder, name="council_reorder"),
    path("meetings/<int:meeting_id>/present/", agenda_items.present, name="council_present"),
    path("meetings/<int:meeting_id>/invitation/", meetings.invitation, name="council_invitation"),
    path(
        "meetings/<int:meeting_id>/invitation/print/",
        meetings.invitation_print,
        name="council_invitation_print",
    ),
    path("meetings/<int:meeting_id>/announce/", announcing.announce, name="council_announce"),
    path("meetings/<int:meeting_id>/minutes/", meetings.minutes, name="council_minutes"),
]
