"""Changing a register: with tomlkit, so that comments, order and layout stay, and never half."""
