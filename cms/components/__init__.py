"""The design system's components, loaded in templates with ``{% load ui %}``."""
