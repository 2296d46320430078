"""Our thin macros write the HTML of the design system's own components, and lose nothing that was typed."""

import re

import pytest
from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChainableUndefined, Environment, PackageLoader, StrictUndefined
from lxml import html
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.foundation import assets, fields
from portal.foundation.shown import Chosen, Event, Pages, Row, Task
from tests.support import source

THEIRS = Environment(  # noqa: S701  # it is only compared
    loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined
)
COMPARED = ("id", "for", "type", "aria-describedby", "aria-hidden", "href", "role")
OURS_ALONE = re.compile(r"nhsuk-js-|nhsuk-label--m$")


class SampleForm(Form):
    name = fields.TextField("Name", hint="As you like", empty="Enter a name")
    cost = fields.MoneyField("Cost", thing="Cost")
    story = fields.LongTextField("Story")
    secret = fields.PasswordField("Password", empty="Enter your password")
    when = fields.DateField("When", hint="For example, 27 3 2026", thing="Date")
    reach = fields.ChoiceField(
        "Reach", choices=[("a", "Email", "Daily"), fields.Pick("b", "Text", before="or")]
    )
    team = fields.ChoiceField("Team", choices=[("a", "Outpatients"), ("b", "Ward 6")])
    help = fields.ManyChoicesField("Help", choices=[("a", "BSL"), ("none", "None")], none="none")


SENT = {
    "name": "",
    "cost": "x",
    "when-day": "31",
    "when-year": "2026",
    "reach": "a",
    "team": "b",
    "help": "a",
}
SAME = {
    "text(form.name, heading=True)": (
        "input",
        {"id": "name", "label": {"text": "Name", "size": "l", "isPageHeading": True}, "hint": {"text": "As you like"},
         "errorMessage": {"text": "Enter a name"}},
    ),
    "money(form.cost)": (
        "input",
        {"id": "cost", "label": {"text": "Cost"}, "prefix": "£", "width": 5, "value": "x",
         "errorMessage": {"text": "Cost must be an amount of money, like 4.50"}},
    ),
    "textarea(form.story)": ("textarea", {"id": "story", "label": {"text": "Story"}}),
    "select(form.team)": (
        "select",
        {"id": "team", "label": {"text": "Team"}, "value": "b",
         "items": [{"value": "a", "text": "Outpatients"}, {"value": "b", "text": "Ward 6"}]},
    ),
    "date(form.when)": (
        "date-input",
        {"id": "when", "fieldset": {"legend": {"text": "When", "size": "m"}},
         "hint": {"text": "For example, 27 3 2026"},
         "errorMessage": {"text": "Date must include a month"},
         "items": [{"name": "day", "width": 2}, {"name": "month", "width": 2, "error": True},
                   {"name": "year", "width": 4}]},
    ),
    "radios(form.reach, inner={'a': 'Hello'})": (
        "radios",
        {"idPrefix": "reach", "name": "reach", "fieldset": {"legend": {"text": "Reach", "size": "m"}}, "value": "a",
         "items": [{"value": "a", "text": "Email", "hint": {"text": "Daily"}, "conditional": {"html": "Hello"}},
                   {"divider": "or"}, {"value": "b", "text": "Text", "id": "reach-2"}]},
    ),
    "checkboxes(form.help)": (
        "checkboxes",
        {"idPrefix": "help", "name": "help", "fieldset": {"legend": {"text": "Help", "size": "m"}}, "values": ["a"],
         "items": [{"value": "a", "text": "BSL"}, {"divider": "or"},
                   {"value": "none", "text": "None", "behaviour": "exclusive", "id": "help-2"}]},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def templates():
    """Only the templates and what they stand on: macros know no room and no database."""
    app = Flask(__name__, template_folder=source.ROOT / "templates")
    app.config.update(SECRET_KEY="only for this test")
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters["error_list"] = fields.error_list
    CSRFProtect(app)
    assets.install(app)
    return app


@pytest.fixture
def form():
    form = SampleForm(MultiDict(SENT))
    form.validate()
    return form


@pytest.fixture
def draw(templates):
    """A line of template with everything that pages import, drawn as pages are."""

    def draw(source, **values):
        names = {"fields": "text money textarea select date radios checkboxes password one_tick file hidden "
                           "error_summary",
                 "parts": "button link_button post_link door card needs_panel success_panel tag empty status why_list "
                          "checks summary_list facts task_list timeline pager table cell filters chosen_filters "
                          "details inset warning_callout person_needs_flag thanks_panel back_link"}  # fmt: skip
        imports = "".join(
            f'{{% from "shared/{file}.html" import {", ".join(words.split())} %}}'
            for file, words in names.items()
        )
        with templates.test_request_context():
            return templates.jinja_env.from_string(imports + source).render(**values)

    return draw


def shape(source):
    """Tags with the classes, ids and words that matter, in order."""
    return [
        (
            element.tag,
            sorted(c for c in element.get("class", "").split() if not OURS_ALONE.search(c)),
            [element.get(name) for name in COMPARED],
            " ".join((element.text or "").split()),
        )
        for element in html.fragment_fromstring(source, create_parent=True).iter("*")
    ]


@pytest.mark.parametrize("ours", SAME)
def test_our_html_is_that_of_the_design_system(draw, form, ours):
    component, params = SAME[ours]
    macro = re.sub("-(.)", lambda found: found[1].upper(), component)
    theirs = THEIRS.from_string(
        f'{{% from "nhsuk/components/{component}/macro.jinja" import {macro} %}}{{{{ {macro}(params) }}}}'
    )
    assert shape(draw("{{ " + ours + " }}", form=form)) == shape(theirs.render(params=params))


def test_what_was_typed_comes_back_but_never_a_password(draw):
    form = SampleForm(MultiDict({"name": "<b>Amina</b>", "story": "One\n<two>", "secret": "hunter22"}))
    page = draw("{{ text(form.name) }}{{ textarea(form.story) }}{{ password(form.secret) }}", form=form)
    assert html.fromstring(f"<div>{page}</div>").xpath("//input/@value")[0] == "<b>Amina</b>"
    assert "One\n&lt;two&gt;" in page and "hunter22" not in page


def test_each_error_leads_to_its_box(draw, form):
    page = html.fromstring(
        draw(
            "<div>{{ error_summary(form) }}{{ text(form.name) }}{{ money(form.cost) }}{{ date(form.when) }}</div>",
            form=form,
        )
    )
    targets = {link.removeprefix("#") for link in page.xpath("//a/@href")}
    assert {"name", "cost", "when-month"} <= targets and targets <= set(page.xpath("//@id")) | {"secret"}


def test_a_form_writes_its_hidden_fields_without_ids(templates):
    class OneForm(fields.VersionedForm):
        pass

    with templates.test_request_context():
        page = templates.jinja_env.from_string(
            '{% from "shared/fields.html" import hidden %}{{ hidden(form) }}'
        ).render(form=OneForm(meta={"csrf": True}))
    assert set(re.findall(r'name="(\w+)"', page)) == {"once", "version", "csrf_token"} and "id=" not in page


LISTS = {
    "{{ summary_list(rows) }}": ["Bus fare", "£6.40", "Change<span", "bus fare"],
    "{{ facts(rows) }}": ["<dt>Bus fare</dt>"],
    "{{ task_list(tasks) }}": ["Completed", "Cannot start yet", 'href="/me/help"', "Incomplete</strong>"],
    "{{ timeline(events) }}": ["<h3", "Sent", "3 March, Amina"],
    "{{ pager(pages) }}": ['rel="next"', "page 1 of 2"],
    "{{ chosen_filters(chosen) }}": ["Online", "Remove"],
    "{{ why_list(['You listen'], 'It is far') }}": ["You listen", "Check first:"],
    "{{ checks([(True, 'Seen'), (False, 'Odd')]) }}": ["Fine: </span>Seen", "Worth a look: </span>Odd"],
    "{{ person_needs_flag('Large print') }}": ["Help we give:"],
    "{{ status('count', '12 openings') }}": ['role="status"'],
    "{{ post_link('Undo', '/undo', once='k1') }}": ['name="csrf_token"', 'value="k1"', "novalidate"],
    "{{ door('Log', '/log', 'A minute') }}{{ tag('Paid', 'good') }}": ["nhsuk-tag--green", "<span>A minute"],
    "{{ inset('x') }}{{ details('Why', 'Because') }}{{ warning_callout('Careful', 'y') }}": ["Important: ", "<summ"],
    "{% call success_panel('Sent') %}C 104 882{% endcall %}": ["<h1", "C 104 882"],
    "{% call card('A', '/a') %}b{% endcall %}{% call needs_panel() %}c{% endcall %}": ['<a href="/a">A</a>', "We need"],
    "{% call table('T', ['A', ('B', 'num')]) %}<tr>{{ cell('A', 1) }}{{ cell('B', 2, num=True) }}</tr>{% endcall %}": [
        "<caption", "numeric"],
    "{% call filters('/openings', target='list') %}{% endcall %}": ['data-hx-get="/openings"', '"#list"'],
    "{{ empty('No claims.', '/x', 'Start') }}": ["No claims.", 'href="/x"'],
}  # fmt: skip


@pytest.mark.parametrize("source", LISTS)
def test_a_part_says_what_it_was_given(draw, source):
    page = draw(
        source,
        rows=[Row("Bus fare", "£6.40", "/c"), Row("Total", "£6.40")],
        tasks=[
            Task("Help", "/me/help"),
            Task("Name", "/n", "Completed"),
            Task("Pay", None, "Cannot start yet"),
        ],
        events=[Event("Sent", "3 March", "Amina")],
        pages=Pages(next_href="/x", words="page 1 of 2"),
        chosen=[Chosen("Online", "/x")],
    )
    assert [words for words in LISTS[source] if words not in page] == []


def test_peoples_words_are_never_markup(draw):
    page = draw(
        "{{ tag(x) }}{{ summary_list([row]) }}{{ why_list([x]) }}",
        x="<script>",
        row=Row("<script>", "<script>"),
    )
    assert "<script>" not in page
