"""The invented school: its people (`names`, `families`, `plan`), what they say (`talks`), and how it is written."""
