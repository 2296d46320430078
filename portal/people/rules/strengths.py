"""What people are good at (P-12). A phrase ends "This group needs …" where an opening welcomes the strength."""

from collections.abc import Iterable

from portal.people.rules.coded import Coded, listed

PEOPLE = listed(
    ("listening", "Listening", "good listeners"),
    ("at-ease", "Putting people at ease", "people who put others at ease"),
    ("together", "Bringing people together", "people who bring others together"),
    ("speaking-up", "Speaking up", "people who speak up"),
    ("supporting", "Supporting others", "people who support others"),
    ("teaching", "Teaching", "people who can teach"),
    heading="With people",
)
WORDS = listed(
    ("my-story", "Telling my story", "people who tell their story"),
    ("writing", "Writing", "people who write"),
    ("reading", "Reading and checking", "careful readers"),
    ("simple", "Making things simple", "people who make things simple"),
    ("language", "Speaking another language", "people who speak another language"),
    ("bsl", "British Sign Language (BSL)", "people who sign"),
    heading="With words",
)
IDEAS = listed(
    ("questions", "Asking good questions", "people who ask good questions"),
    ("missing", "Seeing what is missing", "people who see what is missing"),
    ("new-ideas", "New ideas", "people with new ideas"),
    ("testing", "Testing things", "people who test things"),
    heading="Ideas",
)
DOING = listed(
    ("organising", "Organising", "people who organise"),
    ("making", "Making and drawing", "people who make and draw"),
    ("computers", "Using computers and phones", "people who are good with computers and phones"),
    ("photos", "Taking photos or film", "people who take photos or film"),
    ("hosting", "Cooking and hosting", "people who cook and host"),
    ("fixing", "Fixing", "people who fix things"),
    heading="Doing",
)
KNOWING = listed(
    ("know-hospital", "Hospital care", "people who know hospital care"),
    ("know-gp", "GP", "people who know what seeing a GP is like"),
    ("know-mental", "Mental health", "people who know mental health care"),
    ("know-community", "Community care", "people who know community care"),
    ("know-maternity", "Maternity", "people who know maternity care"),
    ("know-child", "Care for a child", "people who know care for a child"),
    ("know-adult", "Care for an adult", "people who know care for an adult"),
    ("know-long-term", "Long-term illness", "people who know long-term illness"),
    ("know-emergency", "Emergency care", "people who know emergency care"),
    ("know-home", "Care at home", "people who know care at home"),
    heading="Knowing",
)
NETWORKS = listed(
    ("net-faith", "Faith group", "people who know a faith group"),
    ("net-neighbours", "Neighbours", "people who know their neighbours"),
    ("net-school", "School", "people who know a school"),
    ("net-work", "Work", "people who know others at work"),
    ("net-online", "Online group", "people who know an online group"),
    ("net-language", "A language community", "people who know a language community"),
    heading="My networks",
)
GROUPS = (PEOPLE, WORDS, IDEAS, DOING, KNOWING, NETWORKS)
TO_SHOW = frozenset(code for group in (PEOPLE, WORDS, IDEAS, DOING, NETWORKS) for code in group)
STRENGTHS: dict[str, Coded] = {code: one for group in GROUPS for code, one in group.items()}


def words_to_show(codes: Iterable[str], language: str = "", other: str = "") -> list[str]:
    """Strengths as a person shows them to others, with the language that they speak. What they know of care was told
    only to suggest openings (P-12), so it is never among them."""
    spoken = {"language": f"{STRENGTHS['language'].label}: {language}"} if language else {}
    return [spoken.get(code, STRENGTHS[code].label) for code in codes if code in TO_SHOW] + (
        [other] if other else []
    )


def strengths_like(words: str, keep: frozenset[str] = frozenset()) -> dict[str, list[Coded]]:
    """Headings with the strengths that have every word of `words` in them; what was picked already always stays."""
    wanted = words.casefold().split()
    found: dict[str, list[Coded]] = {}
    for one in STRENGTHS.values():
        said = f"{one.heading} {one.label} {one.phrase}".casefold()
        if one.code in keep or all(word in said for word in wanted):
            found.setdefault(one.heading, []).append(one)
    return found


def picked_words(count: int) -> str:
    """ "7 picked", for the status line."""
    return f"{count} picked" if count else "None picked yet"
