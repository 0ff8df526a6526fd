"""Making a chat by hand and running it, over HTTP. Everything asks the rules again where it is done."""

from django.http import HttpRequest, HttpResponse

from peremena import clock
from peremena.chat import (
    abilities,
    access,
    actions_changes,
    actions_groups,
    actions_links,
    actions_members,
    candidates,
    links,
    members,
    newcomers,
    queries,
)
from peremena.chat.api import router
from peremena.chat.candidates import Role, Wanted
from peremena.chat.schemas import Members
from peremena.chat.schemas_groups import (
    AddRequest,
    Candidates,
    ChangeRequest,
    ConversationAnswer,
    ExcludeRequest,
    GroupRequest,
    LinkPreview,
    LinkRequest,
    Links,
    ReinstateRequest,
    RoleRequest,
    TokenRequest,
)
from peremena.people import wire

# One address with several methods is one place of one router, that of `api`.
__all__ = ["router"]

_NOTHING = {"responses": {204: {"description": "Done"}}}


@router.post(
    "/conversations", operation_id="createGroup", openapi_extra=wire.described(ConversationAnswer, GroupRequest)
)
def create_group(request: HttpRequest) -> HttpResponse:
    """Make a chat with people in it."""
    by = wire.profile_of(request).id
    made = actions_groups.create_group(by=by, wanted=wire.heard(request, GroupRequest))
    return _row(made, by)


@router.patch(
    "/conversations/{conversation}",
    operation_id="changeConversation",
    openapi_extra=wire.described(ConversationAnswer, ChangeRequest),
)
def change_conversation(request: HttpRequest, conversation: int) -> HttpResponse:
    """Change the title, the picture, or what members may."""
    place = _place(request, conversation)
    actions_changes.change(by=place.profile, conversation=conversation, wanted=wire.heard(request, ChangeRequest))
    return _row(conversation, place.profile)


@router.get("/candidates", operation_id="getCandidates", openapi_extra=wire.described(Candidates))
def get_candidates(
    request: HttpRequest, q: str = "", role: Role | None = None, unit: int | None = None
) -> HttpResponse:
    """Whom I may bring into a chat that I make."""
    by = wire.profile_of(request).id
    return wire.said(candidates.candidates(by, None, Wanted(q, role, unit), clock.now()))


@router.get(
    "/conversations/{conversation}/candidates",
    operation_id="getCandidatesOf",
    openapi_extra=wire.described(Candidates),
)
def get_candidates_of(
    request: HttpRequest, conversation: int, q: str = "", role: Role | None = None, unit: int | None = None
) -> HttpResponse:
    """Whom I may bring into this chat, those who sit there left out."""
    place, now = _place(request, conversation), clock.now()
    newcomers.insist(place.profile, conversation, "invite", now)
    return wire.said(candidates.candidates(place.profile, conversation, Wanted(q, role, unit), now))


@router.post(
    "/conversations/{conversation}/members",
    operation_id="addMembers",
    openapi_extra=wire.described(Members, AddRequest),
)
def add_members(request: HttpRequest, conversation: int) -> HttpResponse:
    """Bring people into a chat: all of them, or nobody."""
    place = _place(request, conversation)
    people = wire.heard(request, AddRequest).people
    actions_groups.add_members(by=place.profile, conversation=conversation, people=people)
    return _members(place)


@router.post(
    "/conversations/{conversation}/members/exclude",
    operation_id="excludeMember",
    openapi_extra=wire.described(Members, ExcludeRequest),
)
def exclude_member(request: HttpRequest, conversation: int) -> HttpResponse:
    """Take somebody out of a chat; a reason is needed for whom the roster seats there."""
    place = _place(request, conversation)
    wanted = wire.heard(request, ExcludeRequest)
    actions_members.exclude(by=place.profile, conversation=conversation, member=wanted.member, reason=wanted.reason)
    return _members(place)


@router.post(
    "/conversations/{conversation}/members/reinstate",
    operation_id="reinstateMember",
    openapi_extra=wire.described(Members, ReinstateRequest),
)
def reinstate_member(request: HttpRequest, conversation: int) -> HttpResponse:
    """Let in again somebody who was excluded."""
    place = _place(request, conversation)
    person = wire.heard(request, ReinstateRequest).person
    actions_members.reinstate(by=place.profile, conversation=conversation, person=person)
    return _members(place)


@router.post(
    "/conversations/{conversation}/members/role",
    operation_id="setMemberRole",
    openapi_extra=wire.described(Members, RoleRequest),
)
def set_member_role(request: HttpRequest, conversation: int) -> HttpResponse:
    """Make an administrator of a member, or a plain member again."""
    place = _place(request, conversation)
    wanted = wire.heard(request, RoleRequest)
    act = actions_members.appoint if wanted.role == "admin" else actions_members.dismiss
    act(by=place.profile, conversation=conversation, member=wanted.member)
    return _members(place)


@router.post("/conversations/{conversation}/leave", operation_id="leaveConversation", openapi_extra=_NOTHING)
def leave_conversation(request: HttpRequest, conversation: int) -> HttpResponse:
    """Leave a chat in which the roster does not seat me."""
    place = _place(request, conversation)
    actions_members.leave(by=place.profile, conversation=conversation)
    return HttpResponse(status=204)


@router.get("/conversations/{conversation}/links", operation_id="getLinks", openapi_extra=wire.described(Links))
def get_links(request: HttpRequest, conversation: int) -> HttpResponse:
    """The links to a chat and who came by them: all for an administrator, one's own for whoever may invite."""
    place = _place(request, conversation)
    newcomers.insist(place.profile, conversation, "invite", clock.now())
    return _links(place)


@router.post(
    "/conversations/{conversation}/links",
    operation_id="makeLink",
    openapi_extra=wire.described(Links, LinkRequest),
)
def make_link(request: HttpRequest, conversation: int) -> HttpResponse:
    """Make a link to a chat; it comes first in the answer."""
    place = _place(request, conversation)
    actions_links.make_link(by=place.profile, conversation=conversation, wanted=wire.heard(request, LinkRequest))
    return _links(place)


@router.delete(
    "/conversations/{conversation}/links/{link}", operation_id="revokeLink", openapi_extra=wire.described(Links)
)
def revoke_link(request: HttpRequest, conversation: int, link: int) -> HttpResponse:
    """Close a link for good."""
    place = _place(request, conversation)
    actions_links.revoke_link(by=place.profile, conversation=conversation, link=link)
    return _links(place)


@router.post("/links/preview", operation_id="previewLink", openapi_extra=wire.described(LinkPreview, TokenRequest))
def preview_link(request: HttpRequest) -> HttpResponse:
    """Where a link leads, for whoever it lets in."""
    by = wire.profile_of(request).id
    return wire.said(actions_links.look_at_link(by=by, token=wire.heard(request, TokenRequest).token))


@router.post("/links/join", operation_id="joinByLink", openapi_extra=wire.described(ConversationAnswer, TokenRequest))
def join_by_link(request: HttpRequest) -> HttpResponse:
    """Come into a chat by a link."""
    by = wire.profile_of(request).id
    return _row(actions_links.join_by_link(by=by, token=wire.heard(request, TokenRequest).token), by)


def _place(request: HttpRequest, conversation: int) -> access.Place:
    return access.conversation_for_reading(wire.profile_of(request).id, conversation)


def _row(conversation: int, profile: int) -> HttpResponse:
    rows = queries.rows_of_pairs([(conversation, profile)], clock.now())
    return wire.said(ConversationAnswer(conversation=rows[conversation, profile]))


def _members(place: access.Place) -> HttpResponse:
    return wire.said(members.members(place, clock.now()))


def _links(place: access.Place) -> HttpResponse:
    now = clock.now()
    sees_all = abilities.may_in(place.conversation, place.profile, "manage", now)
    return wire.said(links.links(place.conversation, now, made_by=None if sees_all else place.profile))
