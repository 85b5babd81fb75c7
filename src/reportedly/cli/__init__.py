"""The command line: one thin file per command over the public functions.

Exit codes: 0 done; 1 unexpected error; 2 wrong usage; 3 the input cannot be used; 4 the case
folder cannot be used; 5 the engine failed; 6 a model file is missing or altered; 130 interrupted.
"""

from __future__ import annotations

import click

from reportedly import __version__
from reportedly.cli.completion import completion
from reportedly.cli.demo import demo
from reportedly.cli.export import export
from reportedly.cli.info import info
from reportedly.cli.stages import stage_commands
from reportedly.cli.trace import trace

_MAIN = (trace, demo, info, export, completion)
_STAGES = stage_commands()


class Commands(click.Group):
    """A group that lists its commands as they are used: the main ones, then one per stage."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the two lists of commands."""
        del ctx
        sections = {"Commands": _MAIN, "Stages, each after those before it": _STAGES}
        for title, commands in sections.items():
            with formatter.section(title):
                rows = [(str(one.name), one.get_short_help_str(70)) for one in commands]
                formatter.write_dl(rows)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 unusable input, "
        "4 unusable case folder, 5 engine failed, 6 model file missing or altered, "
        "130 interrupted."
    ),
)
@click.version_option(__version__, prog_name="reportedly")
def main() -> None:
    """Who reportedly said what, through whom it reached the page, and what changed on the way.

    Start with `reportedly demo`, then `reportedly trace PAGES -o case/`. Reportedly never says
    whether a statement is true: it says what pages carry.
    """


for _command in (*_MAIN, *_STAGES):
    main.add_command(_command)
