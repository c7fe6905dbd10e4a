"""Changing a register: so that comments, order and layout stay, and never half."""
