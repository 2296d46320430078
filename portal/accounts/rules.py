"""What holds at the door: who may be let in, how long, how often they may try, and who may hold which role.

Sources: security.md 2 (signing in), design.md 3 (roles), journeys.md 6.1 and 9. Moments are aware and in UTC.
"""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)

# Links

LINK_LIFE = {
    "sign-in": HOUR,
    "confirm": 7 * DAY,
    "change-address": 7 * DAY,
    "staff-invitation": 7 * DAY,
}
PROVISIONAL_LIFE = 7 * DAY  # an account whose address nobody confirmed
KEPT_FORM_LIFE = DAY
FAILURES_KEPT = DAY
DEVICE_LIFE = 400 * DAY  # a browser not used for longer is new again


def why_link_fails(expires_at: dt.datetime, used_at: dt.datetime | None, now: dt.datetime) -> str | None:
    """ "used", "old" or None: single use, and only until it ends (security.md 2.2)."""
    if used_at is not None:
        return "used"
    return "old" if now >= expires_at else None


# How long a sign-in lasts (security.md 2.6)

IDLE_STAFF, IDLE_PARTICIPANT = 30 * MINUTE, 12 * HOUR
ABSOLUTE_STAFF, KEPT = 12 * HOUR, 30 * DAY


@dataclass(frozen=True)
class SignIn:
    """One sign-in as its cookie tells it: when it began, when it was last used, whether it is to be kept."""

    began_at: dt.datetime
    seen_at: dt.datetime
    kept: bool


def sign_in_lasts(sign_in: SignIn, is_staff: bool, now: dt.datetime) -> bool:
    """Whether somebody is still signed in. A clock that stepped back ends nothing."""
    idle, age = now - sign_in.seen_at, now - sign_in.began_at
    if is_staff:
        return idle < IDLE_STAFF and age < ABSOLUTE_STAFF
    return age < KEPT and (sign_in.kept or idle < IDLE_PARTICIPANT)


# How often somebody may try (security.md 2.4)


@dataclass(frozen=True)
class Allowance:
    """How many tries are free within a day (`free`) before each further one must wait, longer and longer."""

    free: int
    longest: dt.timedelta = 15 * MINUTE


ACCOUNT_TRIES = Allowance(free=5)
NETWORK_TRIES = Allowance(free=60)  # a ward or a library is one network with many people
LINKS_TO_ONE_ADDRESS = Allowance(free=5)
LINKS_FROM_ONE_NETWORK = Allowance(free=60)
ACCOUNTS_FROM_ONE_NETWORK = Allowance(free=40)
CALLS_FROM_ONE_NETWORK = Allowance(free=10, longest=HOUR)


def wait_before_next(
    tries: int, last_at: dt.datetime | None, allowed: Allowance, now: dt.datetime
) -> dt.timedelta:
    """What is still to wait, from 1 minute after the last free try, doubled for each further one; zero when it's free.

    `tries` are those of the last day, `last_at` is the latest of them.
    """
    if tries < allowed.free or last_at is None:
        return dt.timedelta()
    doubled: dt.timedelta = min(MINUTE * 2 ** min(tries - allowed.free, 10), allowed.longest)
    return max(last_at + doubled - now, dt.timedelta())


def whole_minutes(wait: dt.timedelta) -> int:
    """Minutes to tell a person, never too few."""
    return max(-(-wait // MINUTE), 1)


# Passwords (security.md 2.1)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200


def problem_with_password(password: str, name: str, email: str | None, common: Collection[str]) -> str | None:
    """Why a password can't be chosen, in words; None when it can. No other rules: no composition, no expiry."""
    if len(password) < SHORTEST_PASSWORD:
        return f"Password must be {SHORTEST_PASSWORD} characters or more"
    if len(password) > LONGEST_PASSWORD:
        return f"Password must be {LONGEST_PASSWORD} characters or less"
    if _folded(password) in common:
        return "Choose a password that is harder to guess. Many people use this one."
    if _folded(password) in _of_the_person(name, email):
        return "Choose a password that is not your name or your email address"
    return None


def _of_the_person(name: str, email: str | None) -> set[str]:
    own = {name, name.replace(" ", ""), email or "", (email or "").split("@")[0]}
    return {_folded(text) for text in own}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def email_key(email: str) -> str:
    """What makes two addresses one: Unicode and case folded, so that an account has one owner."""
    return _folded(email.strip())


def masked(address: str) -> str:
    """An address as its owner knows it and nobody else learns it: am…@example.com, 07… …982."""
    local, at, domain = address.partition("@")
    if at:
        return f"{local[:2] if len(local) > 2 else local[:1]}…@{domain}"
    return f"{address[:3]}… …{address[-3:]}".replace("+44…", "07…")


def local_path(address: str | None) -> str | None:
    """The address when it leads inside the portal, otherwise None: a redirect never leads away (security.md 3.4)."""
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return None
    return None if any(ord(sign) < 32 or sign == "\\" for sign in address) else address


# Roles (design.md 3)

EVERYWHERE = frozenset({"finance maker", "finance approver", "administrator", "board"})  # never of one team
MONEY_ROLES = frozenset(  # given when a second person confirms
    {"coordinator", "budget holder", "finance maker", "finance approver", "administrator"}
)
NEVER_TOGETHER = (frozenset({"finance maker", "finance approver"}),)


@dataclass(frozen=True)
class RoleAsked:
    """A role to be given: to whom, by whom, which, in which team (None: in the whole organisation)."""

    person_id: str
    by: str
    role: str
    team_id: str | None


def why_not_give(asked: RoleAsked, held: Iterable[str]) -> str | None:
    """Why a role can't be given, in words; `held` are the roles that the person keeps beside it."""
    if asked.person_id == asked.by:
        return "You cannot give yourself a role. Ask another administrator."
    if asked.role in EVERYWHERE and asked.team_id is not None:
        return f"Choose the whole organisation: a {asked.role} is not in one team."
    together = {asked.role, *held}
    if any(pair <= together for pair in NEVER_TOGETHER):
        return "One person cannot make payment runs and approve them. Choose another person or another role."
    return None


def why_not_end(person_id: str, by: str, role: str, administrators: Sequence[str]) -> str | None:
    """Why a role can't be ended, in words; `administrators` are the ids of all who administer now."""
    if person_id == by:
        return "You cannot change or remove your own role. Ask another administrator."
    if role == "administrator" and set(administrators) <= {person_id}:
        return "This is the only administrator. Invite another one first."
    return None
