"""The steps of the journey from joining to a statement, as people take them in a browser: by labels and buttons."""

import io
import re

from PIL import Image
from pypdf import PdfReader

from tests.support.browser import barriers
from tests.support.outbox import link_in_newest_file

TICKET = "ticket.jpg"


def picture():
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "#efe9dd").save(out, "JPEG")
    return {"name": TICKET, "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Person:
    """Somebody in front of a page: they read labels and press buttons by their words."""

    def __init__(self, page):
        self.page = page

    def go(self, path):
        self.page.goto(path)
        return self

    def box(self, label):
        found = self.page.get_by_role("main").get_by_label(label, exact=True).first
        assert found.count(), f"{self.page.url} has no {label!r}:\n{self.page.inner_text('main')}"
        return found

    def type(self, label, words):
        self.box(label).fill(words)
        return self

    def pick(self, *labels):
        for label in labels:
            self.box(label).check()
        return self

    def choose(self, label, option):
        self.box(label).select_option(label=option)
        return self

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def follow(self, words):
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()
        return self

    def follow_summary(self, words):
        """Opens what stands behind a summary."""
        self.page.locator("main summary", has_text=words).click()
        return self

    def sees(self, *words):
        text = self.page.inner_text("main")
        missing = [word for word in words if word not in text]
        assert not missing, f"{self.page.url} does not say {missing}:\n{text}"
        return self

    def is_not_kept_out(self):
        assert barriers(self.page) == [], self.page.url
        return self

    def saves(self, words):
        """The file behind a link."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=words).first.click()
        return download.value.path().read_bytes()


def looked_after(sam, staff, opening, javascript):
    """Everything from joining to the statement; `staff(name)` sits somebody down at a desk of their own."""
    joins(sam)
    says_interest(sam, opening.name)
    accepts(staff("carys"), opening)
    agrees(sam)
    logs(sam, opening.name)
    ref = claims_a_bus_fare(sam, javascript)
    approves(staff("carys"), ref)
    confirms_account(staff("femi"))
    pays(staff("femi"), staff("grace"))
    keeps_a_statement(sam)


def joins(sam):
    sam.go("/").follow("Create an account")
    sam.type("What name should we use?", "Sam Lee").press("Continue")
    sam.pick("Email").type("Email address", "sam@people.example").press("Continue")
    sam.pick("I am 16 or over and I agree").press("Create account")
    sam.sees("Hello Sam Lee. You are in").is_not_kept_out()
    sam.go(link_in_newest_file())
    sam.page.get_by_role("main").get_by_role("button").first.click()


def says_interest(sam, name):
    sam.go("/openings").follow(name).is_not_kept_out().follow("I am interested")
    sam.press("Continue").press("Continue").press("Send").sees("We have got your message")


def accepts(carys, opening):
    carys.go(f"/manage/openings/{opening.id}/interests").sees("Sam Lee").is_not_kept_out()
    carys.page.get_by_role("button", name=re.compile("^Accept")).click()
    carys.page.get_by_role("main").get_by_role("button", name=re.compile("^Sign")).click()
    carys.page.wait_for_load_state()


def agrees(sam):
    """Two pages about payment come between the yes and the agreement, because the role offers it."""
    sam.go("/home").sees("Hello Sam").is_not_kept_out().follow("Read it and say if you agree")
    sam.is_not_kept_out().pick("Yes, I agree").press("Send answer")
    sam.sees("If you get benefits").pick("No, carry on").press("Continue")
    sam.pick("Yes, pay me").press("Continue")
    sam.pick("Yes, I agree").press("Send answer").sees("Sam Lee", "Carys Rees").is_not_kept_out()


def logs(sam, name):
    sam.go("/log/new").page.get_by_label(re.compile(name)).first.check()
    sam.press("Continue").pick("2 hours").press("Save").sees("Saved: 2 hours").is_not_kept_out()


def gives_bank_details(sam):
    sam.follow("Say how we should pay you").pick("Into a UK bank or building society account").press(
        "Continue"
    )
    sam.type("Name on the account", "S Lee").type("Sort code", "08-99-99").type("Account number", "66374958")
    sam.press("Continue").sees("66374958").press("Save bank details")
    sam.sees("Saved", "We will pay into the account ending 958").is_not_kept_out()


def claims_a_bus_fare(sam, javascript):
    """From the log: one bus fare with its photo, and payment for the two hours. Gives the claim's number."""
    sam.go("/log").follow("Falls group").follow("Claim back your costs")
    if "claims/new" in sam.page.url:
        sam.press("Continue")
    sam.pick("Travel by train, bus, tram or ferry", "Payment for my time").press("Continue")
    sam.pick("Bus").type("Where did you travel from?", "Market Square")
    sam.type("Where did you travel to?", "City Hospital")
    sam.pick("Yes").press("Continue")
    sam.type("How much did it cost?", "4.60").press("Continue")
    adds_a_photo(sam, javascript)
    return sends(sam)


def adds_a_photo(sam, javascript):
    """With JavaScript it is sent at once and shown in place; without, by the button."""
    sam.page.set_input_files("input[type=file]", picture())
    if not javascript:
        sam.press("Continue")
    sam.page.get_by_role("heading", name="Check your photo").wait_for()
    sam.is_not_kept_out().pick("Yes, continue").press("Continue")


def sends(sam):
    """The line for time comes next, then the list and the last look."""
    sam.pick("No").press("Continue").sees("£4.60", "£50.00").pick("No").press("Continue").sees(
        "£4.60", "£50.00"
    )
    gives_bank_details(sam)
    sam.press("Send claim").sees("Claim sent").is_not_kept_out()
    return re.search(r"C \d{3} \d{3}", sam.page.inner_text("main"))[0]


def approves(carys, ref):
    carys.go("/queue").is_not_kept_out().follow(ref).sees("Sam Lee", "£4.60", "£50.00").is_not_kept_out()
    carys.pick("Approve £4.60", "Approve £50.00").press("Send decision").sees("No claims to check")


def confirms_account(femi):
    femi.go("/finance/bank").follow("Sam Lee").is_not_kept_out()
    femi.pick("I spoke to the person face to face")
    femi.pick("I spoke to the person alone, and they want the money to go there").press(
        "Confirm bank details"
    )
    femi.go("/finance/bank").sees("No bank details wait")


def pays(femi, grace):
    femi.go("/finance").is_not_kept_out().follow("Start a payment run").is_not_kept_out().press("Continue")
    femi.type("Your initials, to show that you have seen them", "FA").press("Send for approval")
    run = femi.page.url
    grace.go(run).sees("Sam Lee", "£54.60").is_not_kept_out().press("Approve this run").sees("Approved")
    with femi.go(run).page.expect_download() as download:
        femi.page.get_by_role("button", name="Download the payment file (CSV)").click()
    assert b"089999,66374958,S LEE,4.60,COSTS 1-1" in download.value.path().read_bytes()
    femi.go(run).type("The bank's reference for the file", "FP 1").type(
        "Total that left the account", "54.60"
    )
    femi.press("Mark as paid").sees("Paid")


def keeps_a_statement(sam):
    sam.go("/claims").sees("Paid", "£4.60", "£50.00").follow("See all statements").is_not_kept_out()
    sam.page.get_by_role("link", name=re.compile("6 April")).first.click()
    sam.sees("£4.60", "£50.00", "£54.60").is_not_kept_out()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sam.saves("PDF"))).pages)
    assert "£4.60" in text and "£50.00" in text and "£54.60" in text
