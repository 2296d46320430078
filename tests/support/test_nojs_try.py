from tests.support.browser import barriers, sideways


def test_barriers_are_found_without_scripts(no_js, people):
    no_js.goto("/sign-in")
    assert barriers(no_js) == [] and sideways(no_js) == 0
    no_js.goto("/help")
    assert no_js.evaluate("typeof window.htmx") == "undefined"
    assert barriers(no_js) == []
    no_js.goto("/join")
    assert no_js.evaluate("typeof window.htmx") == "undefined"
