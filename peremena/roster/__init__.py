"""The school's own register: who is who, in which class, from when to when, told by whom."""
