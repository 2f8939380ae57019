"""Addresses below ``/cms/translating/``."""

from django.urls import path

from .views import (
    easy,
    editing,
    exchange,
    glossary,
    jobs,
    machine,
    mistakes,
    overview,
    reviewing,
    waiting,
)

app_name = "translating"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("translations.csv", overview.overview_file, name="overview_file"),
    path("glossary/import/", glossary.import_table, name="glossary_import"),
    path("jobs/", jobs.list_jobs, name="jobs"),
    path("jobs/order/", jobs.order, name="job_order"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/state/", jobs.job_state, name="job_state"),
    path("jobs/<int:job_id>/go-on/", jobs.go_on, name="job_go_on"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job_cancel"),
    path("jobs/<int:job_id>/try-again/", jobs.try_again, name="job_try_again"),
    path("machine/", machine.report, name="machine_report"),
    path("works/<int:work_id>/prefill/", machine.prefill, name="prefill"),
    path("works/<int:work_id>/prefill/state/", machine.prefill_state, name="prefill_state"),
    path("easy/", easy.list_easy, name="easy"),
    path("easy/<int:page_id>/", easy.check_easy, name="easy_check"),
    path("easy/withdraw/<int:check_id>/", easy.withdraw_easy, name="easy_withdraw"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/file/", exchange.export_file, name="exchange_export"),
    path("exchange/import/", exchange.import_file, name="exchange_import"),
    path("mistakes/", mistakes.list_mistakes, name="mistakes"),
    path("mistakes/<int:report_id>/", mistakes.settle_mistake, name="mistake"),
    path("desk/", waiting.desk, name="desk"),
    path("begin/<uuid:key>/<str:code>/", editing.begin, name="begin"),
    path("texts/<int:work_id>/", editing.edit, name="edit"),
    path("texts/<int:work_id>/sentence/", editing.save_sentence, name="save_sentence"),
    path("texts/<int:work_id>/take-back/", editing.take_back, name="take_back"),
    path("texts/<int:work_id>/review/", reviewing.review, name="review"),
    path("texts/<int:work_id>/comment/", reviewing.comment, name="comment"),
    path("comments/<int:comment_id>/settle/", reviewing.settle, name="settle"),
]
