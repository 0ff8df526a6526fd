"""What the roads of a lesson cost: a bounded number of statements, however many sit there."""

from tests.calls.lesson import Lesson
from tests.statements import counted


def test_coming_in(lesson: Lesson) -> None:
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    with counted() as statements:
        petya.join(call)
    assert len(statements) <= 22, str(statements)


def test_looking_after_calls(lesson: Lesson) -> None:
    lesson.wait()
    with counted() as statements:
        lesson.wait()
    assert len(statements) == 1, str(statements)
    elena, masha = lesson.person("elena"), lesson.person("masha")
    for chat in (lesson.chat("3 А"), lesson.direct(masha, elena)):
        call = elena.started(chat)
        elena.come(call)
        masha.come(call)
    lesson.wait()
    with counted() as statements:
        lesson.wait()
    assert len(statements) <= 7, str(statements)
