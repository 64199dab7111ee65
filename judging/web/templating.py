"""The template engine: rooms' template folders, texts, filters, and the few functions that every page may call."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from judging.settings import settings
from judging.web import formats, i18n
from judging.web.assets import StaticTree
from judging.web.preferences import Preferences, activate, same_page


def make_environment(folders: Iterable[Path], tree: StaticTree) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        cache_size=-1,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        gettext=i18n.lookup, ngettext=i18n.lookup_plural, newstyle=True
    )
    environment.filters.update(formats.FILTERS)
    environment.globals.update(
        static_url=tree.url,
        dimensions=formats.dimensions,
        locale=i18n.active_locale,
        explain=i18n.explain,
        translate=i18n.translate,
        preferences=_preferences,
        site_url=lambda: settings().public_url,
        switch=_switch,
    )
    return environment


def make_template_config(environment: Environment) -> TemplateConfig[JinjaTemplateEngine]:
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


@pass_context
def _preferences(context: Context) -> Preferences:
    """Language and theme of the page being made."""
    return activate(context["request"].scope)


@pass_context
def _switch(context: Context, **changes: Any) -> str:
    """The address of this page in another language or theme."""
    return same_page(context["request"].scope, **changes)
