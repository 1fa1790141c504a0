"""Errors that are the user's to mend. Everything else that is raised is a bug of ours."""

BUG, INTERRUPTED = 1, 130  # exit statuses of what is nobody's error to mend: an exception of ours, and Ctrl-C


class UserError(Exception):
    """Wrong input, configuration or environment: the message says where, what was found and what would be right.

    Entry points print the message alone and exit with `status`; they never show a stack trace for it.
    """

    status = 2


class ConfigError(UserError):
    """A run file or option that cannot be used; lists every problem found, one per line."""


class InputError(UserError):
    """An input path that does not exist or holds nothing that can be read."""


class OutputError(UserError):
    """An output folder that must not be written to as it is."""


class CorpusError(UserError):
    """A corpus whose files are damaged or missing."""


class StoreError(UserError):
    """An object store that does not answer, or does not let us in. No fate of a file: the run stops."""


class MachineError(UserError):
    """What the machine lacks for the work: space, memory, access, a Java that runs."""


class BusyError(OutputError):
    """Another run is writing the corpus: what was asked for can be done later (status as EX_TEMPFAIL of sysexits.h)."""

    status = 75


class TimeUpError(UserError):
    """Work took longer than it may (status as of timeout(1))."""

    status = 124
