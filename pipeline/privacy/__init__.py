"""Secrets and personal data in a text: found by a table of rules, replaced by made-up ones of the same length."""

from pipeline.privacy.find import Found, find
from pipeline.privacy.redact import redact
from pipeline.privacy.rules import kinds

__all__ = ["Found", "find", "kinds", "redact"]
