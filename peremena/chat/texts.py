"""Sentences about chats for people, in Russian, worded so that no name has to be declined."""

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
