"""Addresses below ``/cms/council/``."""

from django.urls import path

from .views import ballot, correcting, meetings, papers, recording

urlpatterns = [
    path("ballot/<int:state_id>/", ballot.ballot, name="council_ballot"),
    path("agenda/<int:item_id>/record/", recording.record, name="council_record"),
    path("decisions/<int:decision_id>/correct/", correcting.correct, name="council_correct"),
    path("papers/add/", papers.add, name="council_paper_add"),
    path("papers/<int:paper_id>/", papers.paper, name="council_paper"),
    path("papers/<int:paper_id>/withdraw/", papers.withdraw, name="council_paper_withdraw"),
    path(
        "papers/<int:paper_id>/agenda/<int:body_id>/",
        meetings.add_to_agenda,
        name="council_agenda_add",
    ),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="council_meeting"),
]
