"""An option or argument that is given and empty is a mistake of the call, not one that was left out."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource


def refuse_empty(command: click.Command) -> click.Command:
    """The command, with every text in its call that is empty refused."""
    for parameter in command.params:
        if not isinstance(parameter.callback, _Refusing) and "" not in (getattr(parameter.type, "choices", None) or ()):
            parameter.callback = _Refusing(parameter.callback)
    for inner in getattr(command, "commands", {}).values():
        refuse_empty(inner)
    return command


class _Refusing:
    """The callback of a parameter, asked once its value is not empty."""

    def __init__(self, callback: Any) -> None:
        self._callback: Any = callback

    def __call__(self, context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        """The value, as the parameter's own callback would have it.

        Raises:
            BadParameter: where it, or a part of it, is an empty text of the command line.
        """
        given = context.get_parameter_source(parameter.name or "")
        texts: Any = value if value.__class__ is tuple else (value,)
        if given == ParameterSource.COMMANDLINE and "" in texts:
            raise click.BadParameter("it is empty; give a value, or leave it out", context, parameter)
        return self._callback(context, parameter, value) if self._callback else value
