"""A StreamField whose migrations stay quiet."""

from wagtail.fields import StreamField as WagtailStreamField

#: What only concerns how a block looks; a change of it needs no migration.
LOOKS = {
    "label", "icon", "template", "help_text", "group", "preview_value", "preview_template", "description",
    "label_format", "form_classname", "form_template", "features", "search_index", "classname", "form_attrs", "collapsed",
}  # fmt: skip


class StreamField(WagtailStreamField):
    """A StreamField whose migrations record what blocks hold, not how they look."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {
            number: (
                block,
                block_args,
                {key: value for key, value in options.items() if key not in LOOKS},
            )
            for number, (block, block_args, options) in kwargs["block_lookup"].items()
        }
        return name, "wagtail.fields.StreamField", args, kwargs
