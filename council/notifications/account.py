"""The page in each person's account where she chooses which mails she gets."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from ..forms.notifications import NotificationSettingsForm
from .wishes import wishes_of


class NotificationPanel(BaseSettingsPanel):
    """Mails about texts before the bodies; Wagtail's own switches are for all other pages."""

    name = "council_mails"
    title = _("E-mails about texts before the bodies")
    tab = notifications_tab
    order = 50
    template_name = "council/mail_settings.html"

    def get_form(self):
        wishes = wishes_of(self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return NotificationSettingsForm(data, instance=wishes, prefix=self.name)
