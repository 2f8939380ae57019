"""Addresses of Wagtail's workflow forms, answered by our views: they stand before Wagtail's own."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .views import route

urlpatterns = decorate_urlpatterns(
    [
        path("edit/<int:pk>/", route.EditWorkflow.as_view(), name="council_route"),
        path("disable/<int:pk>/", route.DisableWorkflow.as_view(), name="council_route_disable"),
        path("tasks/edit/<int:pk>/", route.EditStep.as_view(), name="council_step"),
        path("tasks/disable/<int:pk>/", route.DisableStep.as_view(), name="council_step_disable"),
    ],
    require_admin_access,
)
