"""What goes to the screen and to files: a module a format or a page."""
