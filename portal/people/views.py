"""What people tell about themselves: the help they need, their strengths, when and how they can take part."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.foundation.access import requires
from portal.foundation.pages import part_or_page, success
from portal.people import forms, queries, rules, service
from portal.people.shown import help_rows

page = Blueprint("people", __name__)
Answer = Response | str | tuple[str, int]


@page.get("/me/help")
@requires("profile.own")
def help_me() -> Answer:
    told = queries.profile(g.actor.id)
    looks = queries.who_looked(g.actor.id)
    return render_template("people/help_me.html", told=told, rows=help_rows(told), looks=looks)


@page.post("/me/help/still-right")
@requires("profile.own")
def confirm_help() -> Answer:
    service.confirm_needs(g.actor.id, by=g.actor.id)
    return _saved_help()


@page.get("/me/help/contact")
@requires("profile.own")
def help_contact() -> Answer:
    return _contact_page(forms.contact_form(queries.profile(g.actor.id)))


def _contact_page(form: forms.ContactForm) -> str:
    mobile = accounts.person(g.actor.id).mobile
    return render_template("people/help_contact.html", form=form, has_mobile=bool(mobile))


@page.post("/me/help/contact")
@requires("profile.own")
def save_contact() -> Answer:
    form = forms.ContactForm()
    if not form.fits(accounts.person(g.actor.id).mobile):
        return _contact_page(form), 422
    ways = forms.with_details(form.ways.data, other=form.ways_other.data)
    never = forms.with_details(form.never.data)
    service.save_contact(g.actor.id, ways, never, form.no_money_words.data or False, by=g.actor.id)
    return _go_on("people.help_formats")


@page.get("/me/help/formats")
@requires("profile.own")
def help_formats() -> Answer:
    return render_template("people/help_formats.html", form=forms.formats_form(queries.profile(g.actor.id)))


@page.post("/me/help/formats")
@requires("profile.own")
def save_formats() -> Answer:
    form = forms.FormatsForm()
    if not form.validate():
        return render_template("people/help_formats.html", form=form), 422
    details = {
        "large_print": form.size.data,
        "coloured_paper": form.colour.data,
        "language": form.language.data,
    }
    formats = forms.with_details(form.formats.data, other=form.formats_other.data, **details)
    service.save_formats(g.actor.id, formats, by=g.actor.id)
    return _go_on("people.help_meetings")


@page.get("/me/help/meetings")
@requires("profile.own")
def help_meetings() -> Answer:
    return render_template("people/help_meetings.html", form=forms.meetings_form(queries.profile(g.actor.id)))


@page.post("/me/help/meetings")
@requires("profile.own")
def save_meetings() -> Answer:
    form = forms.MeetingsForm()
    if not form.validate():
        return render_template("people/help_meetings.html", form=form), 422
    needs = forms.with_details(form.needs.data, other=form.needs_other.data, language=form.language.data)
    service.save_meeting_needs(g.actor.id, needs, by=g.actor.id)
    return _go_on("people.help_more")


@page.get("/me/help/more")
@requires("profile.own")
def help_more() -> Answer:
    told = queries.profile(g.actor.id)
    form = forms.SharingForm(data={"other": told.help_other, "share": told.help_share})
    return render_template("people/help_more.html", form=form)


@page.post("/me/help/more")
@requires("profile.own")
def save_more() -> Answer:
    form = forms.SharingForm()
    if not form.validate():
        return render_template("people/help_more.html", form=form), 422
    service.save_sharing(g.actor.id, form.other.data or "", form.share.data, by=g.actor.id)
    return _saved_help()


def _go_on(following: str) -> Response:
    """The next of the four pages, or back to all answers."""
    return _saved_help() if request.form.get("later") else redirect(url_for(following), 303)


def _saved_help() -> Response:
    success("Saved. We will check with you in 12 months that this is still right.")
    return redirect(url_for("people.help_me"), 303)


@page.get("/me/strengths")
@requires("profile.own")
def my_strengths() -> Answer:
    told = queries.profile(g.actor.id)
    answers = {"strengths": told.strengths, "language": told.strength_language, "other": told.other_strengths}
    return strengths_page(forms.StrengthsForm(data=answers))


@page.post("/me/strengths")
@requires("profile.own")
def save_strengths() -> Answer:
    form = forms.StrengthsForm()
    form.show_like("")
    if not form.validate():
        return strengths_page(form), 422
    words = (form.language.data or "", form.other.data or "")
    count = service.save_strengths(g.actor.id, form.strengths.data, *words, by=g.actor.id)
    counted = f"{count} strength" if count == 1 else f"{count} strengths"
    success(f"You picked {counted}. We use them to show you openings that fit." if count else "Saved.")
    return redirect("/home", 303)


@page.post("/me/strengths/list")
@requires("profile.own")
def list_strengths() -> Answer:
    """The picker as it stands, with the strengths that fit some words; nothing is saved."""
    return strengths_page(forms.StrengthsForm(), request.form.get("like", "")[:50])


@page.post("/me/strengths/count")
@requires("profile.own")
def count_strengths() -> Answer:
    """How many are ticked, for the status line; nothing is saved."""
    picked = set(request.form.getlist("strengths")) & set(rules.STRENGTHS)
    return rules.picked_words(len(picked))


def strengths_page(form: forms.StrengthsForm, like: str = "") -> str:
    form.show_like(like)
    finder = forms.FindStrengthsForm(formdata=None, data={"like": like})
    count = rules.picked_words(len(form.strengths.data))
    return part_or_page(
        "people/_strengths.html", "people/my_strengths.html", form=form, finder=finder, count=count
    )


@page.get("/me/when")
@requires("profile.own")
def my_times() -> Answer:
    told = queries.profile(g.actor.id)
    names = ("times", "ways", "travel", "place", "how_much")
    form = forms.WhenForm(data={name: getattr(told, name) for name in names})
    return render_template("people/my_times.html", form=form)


@page.post("/me/when")
@requires("profile.own")
def save_times() -> Answer:
    form = forms.WhenForm()
    if not form.validate():
        return render_template("people/my_times.html", form=form), 422
    codes = [*(form.times.data or []), *(form.ways.data or [])]
    answers = (form.travel.data, form.place.data or "", form.how_much.data)
    service.save_when(g.actor.id, codes, *answers, by=g.actor.id)
    success("Saved. We use this to show you openings that fit.")
    return redirect("/home", 303)
