"""ropa: a register of processing activities (GDPR Art. 30) as TOML files in git."""

__version__ = "0.1.0"
