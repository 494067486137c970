"""Pictures of pages: straightened, recognised, handed on as words and rules like any other page's."""
