"""The errors that a person sees: one line that says which document, where, what was found and what to do."""


class FoiError(Exception):
    """Raised when something outside the program is not as it must be; its text is printed as it stands."""


class UnreadableError(FoiError):
    """Raised when a document's bytes cannot be read as the format they claim; the document becomes a row."""


class NeedsOcrError(UnreadableError):
    """Raised when a document holds pictures of text and no text."""


class PasswordNeededError(UnreadableError):
    """Raised when a document is encrypted and no password is known."""


class UnsupportedFormatError(UnreadableError):
    """Raised when no reader exists for a document's format."""
