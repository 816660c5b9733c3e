"""The commands that serve a store and keep its people. Only their names and options stand here: what they do is loaded when one runs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dateline.views.cli.storing import Config, Listing, Rows, Where


def serve_command(
    store: Where = None,
    host: Annotated[str | None, typer.Option(metavar="HOST", help="Listen here, 127.0.0.1 unless told; elsewhere takes --team.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, metavar="PORT", help="The port, 8321 unless told; 0 is any free one.")
    ] = None,
    browse: Annotated[bool | None, typer.Option("--open/--no-open", help="Open a browser; without it where this is a terminal.")] = None,
    team: Annotated[bool | None, typer.Option("--team/--no-team", help="People sign in, each with a role (dateline people add).")] = None,
    allowed_host: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A name under which the server is asked for.")] = None,
    behind_tls: Annotated[bool | None, typer.Option("--behind-tls/--no-tls", help="A proxy before the server ends TLS.")] = None,
    proxy: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="The proxy that is believed, 127.0.0.1 unless told.")] = None,
    config: Config = None,
) -> None:
    """Show the store in a browser: reports, what people decided, who may do what.

    Without --team it is for one person on this machine, and answers nobody else. What is not given here is taken from [serve] of the
    settings.

    Exit status: 0 ended with Ctrl-C; 2 it cannot be served so.
    """
    from dateline.settings import ServeSettings
    from dateline.views.cli.served import Asked, serve_store

    hosts, proxies = tuple(allowed_host or ()) or None, tuple(proxy or ()) or None
    given = ServeSettings(host=host, port=port, team=team, allowed_hosts=hosts, behind_tls=behind_tls, proxies=proxies)
    serve_store(Asked(store, given, browse, config))


people_app = typer.Typer(name="people", no_args_is_help=True, rich_markup_mode=None, help="Who may sign in to dateline serve --team.")
token_app = typer.Typer(name="token", no_args_is_help=True, rich_markup_mode=None, help="Tokens with which programs sign in.")
people_app.add_typer(token_app)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name with which the person signs in and decides.")]


class Role(StrEnum):
    """What someone may do; each may do what those before may."""

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class TokenScope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    CODE = "code"
    REVIEW = "review"
    ADMIN = "admin"


@people_app.command("add")
def people_add(
    name: Name, role: Annotated[Role, typer.Option(metavar="ROLE", help="reader, coder, reviewer or administrator.")], store: Where = None
) -> None:
    """Add an account. The password is asked for, or read from the first line of standard input.

    Exit status: 0 added; 2 the name is taken, or the password too short.
    """
    from dateline.views.cli.peopling import add

    add(store, name, role.value)


@people_app.command("list")
def people_list(store: Where = None, format: Listing = Rows.TABLE) -> None:
    """List the accounts."""
    from dateline.views.cli.peopling import write_people

    write_people(store, format.value)


@people_app.command("role")
def people_role(
    name: Name,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="reader, coder, reviewer or administrator.")],
    store: Where = None,
) -> None:
    """Give an account another role, at once. The last administrator stays one."""
    from dateline.views.cli.peopling import give_role

    give_role(store, name, role.value)


@people_app.command("password")
def people_password(name: Name, store: Where = None) -> None:
    """Give an account another password, asked for or read from standard input. All its sessions end."""
    from dateline.views.cli.peopling import give_password

    give_password(store, name)


@people_app.command("remove")
def people_remove(name: Name, store: Where = None) -> None:
    """Take an account away with its sessions and tokens. What the person decided stays, under the name."""
    from dateline.views.cli.peopling import remove

    remove(store, name)


@people_app.command("publish")
def people_publish(store: Where = None) -> None:
    """Let anyone who reaches a team's server read the store without signing in."""
    from dateline.views.cli.peopling import publish

    publish(store, published=True)


@people_app.command("unpublish")
def people_unpublish(store: Where = None) -> None:
    """Let only people who sign in read the store."""
    from dateline.views.cli.peopling import publish

    publish(store, published=False)


@token_app.command("create")
def token_create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The account that the program acts for.")],
    scope: Annotated[list[TokenScope], typer.Option(metavar="SCOPE", help="read, code, review or admin; give it again for more.")],
    label: Annotated[str, typer.Option(metavar="TEXT", help="What it is for.")] = "",
    days: Annotated[int | None, typer.Option(min=1, metavar="N", help="Over after so many days; without it never.")] = None,
    store: Where = None,
) -> None:
    """Make a token for a program and print it; the store keeps only its hash."""
    from dateline.store.access import NewToken
    from dateline.views.cli.peopling import create_token

    create_token(store, NewToken(name, tuple(one.value for one in scope), label, days))


@token_app.command("list")
def token_list(store: Where = None, format: Listing = Rows.TABLE) -> None:
    """List the tokens: whose, what for, until when, when last used."""
    from dateline.views.cli.peopling import write_tokens

    write_tokens(store, format.value)


@token_app.command("revoke")
def token_revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="The token, as the list names it.")],
    store: Where = None,
) -> None:
    """End a token at once."""
    from dateline.views.cli.peopling import revoke_token

    revoke_token(store, id)
