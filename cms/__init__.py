"""The project itself: settings, urls, users, base pages, blocks and the design system."""
