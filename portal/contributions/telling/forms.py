"""The story, its files, and how it was (P-32, P-33)."""

from portal.contributions.forms import SpokenForm, SpokenVersionedForm
from portal.contributions.telling.rules import HOW_IT_WAS
from portal.foundation.fields import ChoiceField, FileUploadField, LongTextField, TickField

SOUNDS = "audio/*,.mp3,.m4a,.ogg,.wav,.webm"


class StoryForm(SpokenVersionedForm):
    words = LongTextField(
        "What happened, in {your} words?",
        hint="Write as much or as little as you like. What did {you} notice? What mattered?",
        thing="Story",
    )
    call_me = TickField("Ask someone to call {me} and write it down")
    seen_by = ChoiceField(
        "Who can see {your} story?",
        hint="{You} can change this at any time. We will ask again before we print it.",
        empty="Select who can see {your} story",
    )


class PhotoForm(SpokenForm):
    photo = FileUploadField(
        "Add a photo of writing or a drawing",
        hint="Take a photo or choose a file: JPG, PNG, WebP, HEIC or PDF, up to 10MB.",
        empty="Select a photo or file",
    )


class SoundForm(SpokenForm):
    sound = FileUploadField(
        "Add a sound recording",
        hint="Choose a recording: MP3, M4A, OGG, WAV or WebM, up to 25MB.",
        empty="Select a sound recording",
        accept=SOUNDS,
        megabytes=25,
    )


class ReflectForm(SpokenForm):
    """Nobody has to answer any of it."""

    listened = ChoiceField(
        "Did {you} feel listened to?",
        choices=list(HOW_IT_WAS.items()),
    )
    could_change = ChoiceField(
        "Could {you} change what was decided?",
        choices=list(HOW_IT_WAS.items()),
    )
    better = LongTextField(
        "What would make it better next time? (optional)", longest=2000, thing="What would make it better"
    )
