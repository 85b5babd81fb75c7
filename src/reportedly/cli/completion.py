"""``reportedly completion``: the script that makes a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a SHELL.

    For bash: reportedly completion bash > ~/.local/share/bash-completion/completions/reportedly
    """
    made = get_completion_class(shell)
    root = context.find_root().command
    if made is None:
        message = f"no completion for {shell}"
        raise click.ClickException(message)
    click.echo(made(root, {}, "reportedly", "_REPORTEDLY_COMPLETE").source())
