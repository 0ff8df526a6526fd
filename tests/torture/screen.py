"""What a browser keeps and shows, and how events change it: docs/protocol.md as a faithful browser reads it."""

from typing import Any

Json = dict[str, Any]

# What of a row is not compared with a fresh load: the position, which is compared with the head, and the marks of
# others, which are told once a second and may be dropped.
NOT_COMPARED = {"seq", "others_read_no"}
# What of a row is told on the conversation's own topic.
OF_CONVERSATION = ("title", "member_count", "picture", "abilities", "call")
# As much of an original as a quote shows.
QUOTED = 140


class Chat:
    def __init__(self, row: Json) -> None:
        self.row = dict(row)
        self.messages: dict[int, Json] = {}
        # The last form heard of each message, loaded or not: a page on its way may be older than they are.
        self.heard: dict[int, Json] = {}
        self.important: set[int] = set()
        # What was heard of marks since it was opened, for the same reason.
        self.marks: dict[int, bool] = {}
        # Deleted for oneself since it was opened.
        self.hidden: set[int] = set()
        # The lowest number that was loaded; what is above it has to be here without a hole. 0: the very first.
        self.lowest: int | None = None

    def shown(self, above: int = 0) -> Json:
        messages = [self.messages[no] for no in sorted(self.messages) if no >= above]
        # A mark on a message that was cleared meanwhile is nowhere to be seen.
        important = sorted(no for no in self.important if no >= above and no in self.messages)
        row = {name: value for name, value in self.row.items() if name not in NOT_COMPARED}
        return row | {"messages": messages, "important": important}


class Screen:
    """The conversations of one person, the positions on their topics, and which topics are known to be behind."""

    def __init__(self) -> None:
        self.profile = 0
        self.positions: dict[str, int] = {}
        self.chats: dict[int, Chat] = {}
        # Topics on which something is missing: to be asked by `sync`.
        self.behind: set[str] = set()
        # How far those have to come: an answer of `sync` may be older than an event heard while it was on its way.
        self._goals: dict[str, int] = {}
        # Chats without their first page of history.
        self.unread: set[int] = set()
        # Chats that are to be loaded afresh.
        self.dropped: set[int] = set()
        # Everything is to be loaded afresh.
        self.is_lost = False
        self.faults: list[str] = []
        self._seen: dict[tuple[str, int], tuple[Any, ...]] = {}

    # --- loading ------------------------------------------------------------------------------------------------------

    def begin(self, start: Json) -> None:
        """Take the start state; whatever was shown before is forgotten."""
        self.__init__()  # type: ignore[misc] # a page that is loaded anew
        self.profile = start["me"]["id"]
        self.positions = dict(start["topics"])
        for row in start["conversations"]:
            self._open(row)
        # What was heard while the answer was on its way was applied to what is gone now.
        self.behind = set(self.positions)

    def reopen(self, start: Json) -> None:
        """Take the dropped chats from a start state that was asked for after they were dropped."""
        for row in start["conversations"]:
            if row["id"] in self.dropped:
                self._open(row)
                self.positions[f"c{row['id']}"] = row["seq"]
                self.behind.add(f"c{row['id']}")
        self.dropped = set()

    def turn_page(self, conversation: int, page: Json) -> None:
        chat = self.chats.get(conversation)
        if chat is None:
            return
        for message in page["messages"]:
            if message["no"] not in chat.hidden:
                self._keep(chat, message)
        for original in chat.heard.values():
            self._change_shown(chat, original)
        chat.important.update(no for no in page["important"] if chat.marks.get(no, True))
        chat.lowest = page["messages"][0]["no"] if page["messages"] else 0
        self.unread.discard(conversation)

    def _open(self, row: Json) -> None:
        self.chats[row["id"]] = Chat(row)
        self.unread.add(row["id"])

    # --- events -------------------------------------------------------------------------------------------------------

    def greet(self, heads: dict[str, int]) -> None:
        """Take the heads of `hello`: what is behind has to be asked for."""
        self.behind = {topic for topic, seq in heads.items() if self.positions.get(topic, seq) < seq}
        self._goals = dict(heads)

    def hear(self, event: Json) -> None:
        """Take one durable event as it comes over the socket."""
        topic, seq = event["topic"], event["seq"]
        self._compare(event)
        if topic not in self.positions:
            # Of a chat that was just left, or is being loaded afresh, or whose row is still on its way.
            self._aim(topic, seq)
        elif seq == self.positions[topic] + 1:
            self._apply(event)
        elif seq > self.positions[topic]:
            self._aim(topic, seq)
            self.behind.add(topic)

    def repair(self, topic: str, answer: Json) -> None:
        """Take the answer of `sync` for one topic."""
        self._take_answer(topic, answer)
        if not answer.get("more") and self.positions.get(topic, 0) >= self._goals.get(topic, 0):
            self.behind.discard(topic)

    def _take_answer(self, topic: str, answer: Json) -> None:
        if topic not in self.positions:
            self.behind.discard(topic)
        elif answer.get("gone"):
            self._close(topic)
        elif answer.get("reset"):
            self._drop(topic)
        else:
            known = set(self.chats)
            for event in answer.get("events", ()):
                self._compare(event)
                if event["seq"] > self.positions.get(topic, event["seq"]):
                    self._apply(event)
            # Their rows were read before this answer came, and what was heard of them meanwhile went by unheard.
            self.behind |= {f"c{conversation}" for conversation in self.chats.keys() - known}
            if topic in self.positions:
                self.positions[topic] = max(self.positions[topic], answer.get("head", 0))

    def _aim(self, topic: str, seq: int) -> None:
        self._goals[topic] = max(seq, self._goals.get(topic, 0))

    def mark_read(self, conversation: int, no: int) -> None:
        chat = self.chats.get(conversation)
        if chat is not None:
            chat.row["read_no"] = max(chat.row["read_no"], no)
            chat.row["unread"] = False

    def _drop(self, topic: str) -> None:
        if topic[0] == "p":
            self.is_lost = True
            return
        self._close(topic)
        self.dropped.add(int(topic[1:]))

    def _close(self, topic: str) -> None:
        self.positions.pop(topic, None)
        self.behind.discard(topic)
        self.chats.pop(int(topic[1:]), None)
        self.unread.discard(int(topic[1:]))

    def _apply(self, event: Json) -> None:
        self.positions[event["topic"]] = event["seq"]
        match event["on"]:
            case "message.sent":
                self._add(event)
            case "message.changed":
                self._change(event)
            case "message.marked":
                self._mark(event)
            case "conversation.changed":
                row = self.chats[int(event["topic"][1:])].row
                row.update({name: event[name] for name in OF_CONVERSATION})
            case "conversation.read":
                self.mark_read(event["conversation"], event["no"])
            case "membership.changed":
                self._take_row(event["row"])
            case "membership.ended":
                self._close(f"c{event['conversation']}")
                self.dropped.discard(event["conversation"])

    def _add(self, event: Json) -> None:
        chat = self.chats[int(event["topic"][1:])]
        message = chat.heard[event["no"]] = _message_of(event)
        if event["no"] >= chat.row["last_no"]:
            chat.row["last"] = message
        chat.row["last_no"] = max(chat.row["last_no"], event["no"])
        if event["by"] == self.profile:
            chat.row["read_no"] = max(chat.row["read_no"], event["no"])
        if chat.lowest is None or event["no"] >= chat.lowest:
            self._keep(chat, message)
        self._follow(chat, message)

    def _change(self, event: Json) -> None:
        """Take what a message has become; one that is not here was deleted for oneself, or is not loaded."""
        chat = self.chats[int(event["topic"][1:])]
        message = chat.heard[event["no"]] = _message_of(event)
        self._change_shown(chat, message)

    def _change_shown(self, chat: Chat, message: Json) -> None:
        if message["no"] in chat.messages:
            self._keep(chat, message)
        self._follow(chat, message)

    def _follow(self, chat: Chat, original: Json) -> None:
        """The last of the row and the quotes say what the message says now."""
        row = chat.row
        if row["last"] is not None and row["last"]["no"] == original["no"] and row["last"]["seq"] < original["seq"]:
            row["last"] = original
        for one in (*chat.messages.values(), row["last"]):
            quote = one and one.get("reply")
            if quote and quote["no"] == original["no"] and quote["by"]:
                one["reply"] = _quote_of(original)

    def _mark(self, event: Json) -> None:
        chat = self.chats.get(event["conversation"])
        if chat is None:
            return
        no = event["no"]
        chat.marks[no] = event["important"] and not event["hidden"]
        (chat.important.add if chat.marks[no] else chat.important.discard)(no)
        (chat.hidden.add if event["hidden"] else chat.hidden.discard)(no)
        if event["hidden"]:
            chat.messages.pop(no, None)
            if chat.row["last"] is not None and chat.row["last"]["no"] <= no:
                chat.row["last"] = event["last"]
        else:
            # Taken back: only the server can say what stood there.
            self.dropped_page(chat)

    def dropped_page(self, chat: Chat) -> None:
        self.unread.add(chat.row["id"])

    def _take_row(self, row: Json) -> None:
        topic = f"c{row['id']}"
        chat = self.chats.get(row["id"])
        if chat is None:
            self._open(row)
            self.positions[topic] = row["seq"]
            self.dropped.discard(row["id"])
            return
        if row["from_no"] != chat.row["from_no"]:
            # Another stay: what was said between the two is not for this reader, even if it was heard.
            self._open(row)
            self.positions[topic] = row["seq"]
            self.behind.add(topic)
            return
        newest = {name: max(row[name], chat.row[name]) for name in ("read_no", "last_no")}
        # A row that was read before the event that is already shown must not take it back.
        own = (*OF_CONVERSATION, "last")
        kept = {} if row["seq"] >= self.positions[topic] else {name: chat.row[name] for name in own}
        chat.row = {**row, **newest, **kept}

    def _keep(self, chat: Chat, message: Json) -> None:
        before = chat.messages.setdefault(message["no"], message)
        if before["key"] != message["key"]:
            self.faults.append(f"number {message['no']} was {before} and became {message}")
        elif before["seq"] < message["seq"]:
            chat.messages[message["no"]] = message
        elif before["seq"] == message["seq"] and _without_quote(before) != _without_quote(message):
            self.faults.append(f"number {message['no']} was {before} and became {message}")

    def _compare(self, event: Json) -> None:
        """The same seq of a conversation is the same event, however often it comes."""
        # What was cleared meanwhile is passed over, although it was told before.
        if event["topic"][0] != "c" or event["on"] == "conversation.passed":
            return
        # `sync` says of a message that changed only what it is now.
        kind = event["on"].replace("message.changed", "message.sent")
        content = (kind, event.get("no"), event.get("key"))
        before = self._seen.setdefault((event["topic"], event["seq"]), content)
        if before != content:
            self.faults.append(f"{event['topic']} {event['seq']} was {before} and became {content}")


def _message_of(event: Json) -> Json:
    return {name: value for name, value in event.items() if name not in {"on", "topic"}}


def _quote_of(original: Json) -> Json:
    quote = {name: original[name] for name in ("no", "by", "name")} | {"text": original["text"][:QUOTED]}
    return quote | ({"deleted": True} if original.get("deleted") else {})


def _without_quote(message: Json) -> Json:
    """A quote follows its original, without a new seq of the answer."""
    return {name: value for name, value in message.items() if name != "reply"}
