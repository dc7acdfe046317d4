"""`laurel review`: expert review. `conflicts` adds the commands about conflicts of interest."""

import typer

app = typer.Typer(help="专家评审。 Expert review.", no_args_is_help=True)
