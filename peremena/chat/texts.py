"""Sentences about chats for people, in Russian, worded so that no name has to be declined."""

from dataclasses import dataclass
from datetime import date

from peremena.roster import queries as roster

DIRECT = "Это ваш личный чат"

# What ended, and the first day without it.
_LEFT = {
    "pupil": "Вы больше не в этом чате: с {day} вы здесь не учитесь.",
    "guardian": "Вы больше не в этом чате: с {day} ваш ребёнок не учится в этом классе.",
    "guardianship": "Вы больше не в этом чате: с {day} вы не записаны законным представителем ребёнка из этого класса.",
    "class_teacher": "Вы больше не в этом чате: с {day} у класса другой классный руководитель.",
    "teacher": "Вы больше не в этом чате: с {day} вы не ведёте здесь уроки.",
    "staff": "Вы больше не в этом чате: с {day} вы не работаете в школе.",
    "school": "Вы больше не в этом чате: с {day} вас нет в списках школы.",
    "excluded": "Вы больше не в этом чате: {day} вас исключил администратор.",
    "went": "Вы больше не в этом чате: {day} вы из него вышли.",
    "unlinked": "Вы больше не в этом чате: ваш профиль отвязан от карточки в школе.",
}


def left_key(ended: str, day: date) -> str:
    """Return what Membership.left_why keeps: the reason that ended, and since when."""
    return f"{ended}:{day.isoformat()}"


def left(why: str) -> str:
    """Return the one sentence that a leaver is told; `why` is what Membership.left_why keeps."""
    ended, _, day = why.partition(":")
    sentence = _LEFT.get(ended, "Вы больше не в этом чате.")
    return sentence.format(day=roster.in_words(date.fromisoformat(day))) if day else sentence


def own_reason(role: str, unit: str, position: str, child: str) -> str:
    """Return why one sits in a chat, said to oneself: «Вы учитесь в 3 А»."""
    if child:
        return f"Ваш ребёнок учится здесь: {child}"
    return {
        "pupil": f"Вы учитесь в {unit}",
        "class_teacher": f"Вы классный руководитель: {unit}",
        "teacher": f"Вы ведёте уроки в {unit}",
        "staff": f"Вы работаете в школе{': ' + position if position else ''}",
        "head": "Вы директор школы",
        "administrator": "Вы администратор школы",
    }.get(role, "Вас добавили в чат")


def reason(role: str, unit: str, position: str, child: str) -> str:
    """Return why somebody else sits in a chat: «Учится в 3 А»."""
    if child:
        return f"Родитель. Ребёнок: {child}"
    return {
        "pupil": f"Учится в {unit}",
        "class_teacher": f"Классный руководитель: {unit}",
        "teacher": f"Ведёт уроки в {unit}",
        "staff": f"Работает в школе{': ' + position if position else ''}",
        "head": "Директор школы",
        "administrator": "Администратор школы",
    }.get(role, "В чате по приглашению")


def badge(role: str, position: str, sex: str, children: list[str]) -> str:
    """Return the short badge beside a name: «учитель», «родитель: Маша»."""
    return roster.parent_badge(children) if children else roster.role_badge(role, position, sex)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who gave somebody a seat by hand, and when. Nobody's name: the last administrator went, and somebody had to."""

    day: date
    name: str
    sex: str
    by_link: bool = False
    by_oneself: bool = False


def short_name(surname: str, first_name: str, patronymic: str) -> str:
    """Return «Павлова Е. В.»."""
    initials = [f"{part[0]}." for part in (first_name, patronymic) if part]
    return " ".join(part for part in (surname, *initials) if part)


def reason_by_hand(hand: Hand, *, appointed: bool) -> str:
    """Return why somebody sits in a chat by hand: «Добавила Павлова Е. В., 12.09.2026»."""
    if hand.by_oneself and not hand.by_link:
        return f"{_did(hand.sex, 'Создал')} чат, {_day(hand.day)}"
    if not hand.name:
        return f"Администратор с {_day(hand.day)}: прежний вышел"
    if appointed:
        return f"{_did(hand.sex, 'Назначил')} администратором {hand.name}, {_day(hand.day)}"
    return f"По ссылке ({hand.name}), {_day(hand.day)}" if hand.by_link else _added(hand, "Добавил")


def own_reason_by_hand(hand: Hand, *, appointed: bool) -> str:
    """Return why one sits in a chat by hand, said to oneself: «Вас добавила Павлова Е. В., 12.09.2026»."""
    if hand.by_oneself and not hand.by_link:
        return f"Вы создали чат, {_day(hand.day)}"
    if not hand.name:
        return f"Вы администратор с {_day(hand.day)}: прежний вышел"
    if appointed:
        return f"Вас {_did(hand.sex, 'назначил')} администратором {hand.name}, {_day(hand.day)}"
    return f"Вы пришли по ссылке ({hand.name}), {_day(hand.day)}" if hand.by_link else f"Вас {_added(hand, 'добавил')}"


def _added(hand: Hand, verb: str) -> str:
    return f"{_did(hand.sex, verb)} {hand.name}, {_day(hand.day)}"


def _did(sex: str, verb: str) -> str:
    """Return the past of a verb in the sex of whoever did it; unknown is both: «добавил(а)»."""
    return {"f": f"{verb}а", "m": verb}.get(sex, f"{verb}(а)")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


MET_IN_A_CHAT = "Вы встречаетесь в чате"

# Why one sees somebody's card: said to the adult of the relation, and to the other.
_BONDS: dict[str, tuple[str, str]] = {
    "colleagues": ("Вы работаете в одной школе", "Вы работаете в одной школе"),
    "teacher of the pupil": ("Вы учите этого ученика", "Учит вас"),
    "teacher of the child": ("Вы учите ребёнка этого человека", "Учит вашего ребёнка"),
    "head of the child's school": ("Ребёнок этого человека учится в вашей школе", "Руководит школой вашего ребёнка"),
    "guardian of the pupil": ("Ваш ребёнок", "Ваш родитель"),
}


def bond(relation: str, *, is_adult: bool) -> str:
    """Return what binds somebody to oneself; `is_adult`: one teaches, heads or answers for them."""
    to_adult, to_other = _BONDS[relation]
    return to_adult if is_adult else to_other
