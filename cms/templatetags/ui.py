"""The design system's components for templates: ``{% load ui %}``.

One function and one template each. A misspelt argument or an unknown icon, kind or
stage is an error at once, never an empty string on a public page. Every component
is shown at ``/design/``.
"""

from django import template

from cms.components import comparison, forms, frame, pieces, process, readers

register = template.Library()
for module in (frame, pieces, process, forms, comparison, readers):
    register.tags.update(module.register.tags)
    register.filters.update(module.register.filters)
