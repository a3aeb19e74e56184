"""The `grader` command. Each subcommand is a module in grader/commands, imported when it is run."""

import ast
import importlib
import sys
from pathlib import Path
from typing import Any

import click

from grader.console import Interrupted, Stop, disk_fault
from grader.symbols import adapt_streams

COMMANDS = (  # in the order of `grader --help`
    *("hint", "show", "watch", "predict", "gallery", "notebook"),
    *("collect", "grade", "diff", "replay", "similar", "mistakes"),
    *("report", "feedback", "export", "forget"),
    *("new", "bank", "audit", "release"),
    *("doctor", "fetch-data"),
)


def _module(name: str) -> str:
    return name.replace("-", "_")


class Commands(click.Group):
    """Imports commands lazily, and turns OSError, CourseError and Ctrl-C into one-line messages."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        adapt_streams()
        return super().main(*arguments, **options)

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"grader.commands.{_module(name)}")
        command: click.Command = getattr(module, _module(name))
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with the first line of its module, which is read but not imported."""
        folder = Path(__file__).parent / "commands"
        sources = {name: (folder / f"{_module(name)}.py").read_text(encoding="utf-8") for name in COMMANDS}
        docs = {name: ast.get_docstring(ast.parse(source)) or "" for name, source in sources.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, doc.splitlines()[0]) for name, doc in docs.items()])

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except OSError as error:
            raise disk_fault(error) from None
        except KeyboardInterrupt:
            raise Interrupted("stopped.") from None
        except Exception as error:
            from grader.course import CourseError  # noqa: PLC0415  --help needs no course

            if isinstance(error, CourseError):
                raise Stop(str(error)) from None
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="convkit", prog_name="grader")
def main() -> None:
    """Check and grade the exercises of a course. The grading process never runs student code."""


if __name__ == "__main__":
    sys.exit(main())
