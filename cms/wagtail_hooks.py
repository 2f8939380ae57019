"""What Wagtail asks this app for."""

from wagtail import hooks

from .rich_text import MappedPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def link_pages_through_the_site_map(features):
    features.register_link_type(MappedPageLinkHandler)
