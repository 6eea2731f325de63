"""What two sides begin with where an address leaves things open, or names them wrongly."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.comparing import layer_row, number, wait_compared
from tests.browser.conftest import OpenPage
from tests.browser.explore import query
from tests.browser.watch import Watch


def test_an_unknown_network_of_a_leaves_b_the_usual_one(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("compare?model_a=nosuch")
    wait_compared(page)
    problem = page.locator("[data-side=a] [data-side-problem]")
    expect(problem).to_contain_text("There is no network nosuch here. Choose another")
    expect(page.locator("[data-side=b] [data-side-problem]")).to_be_hidden()
    expect(page.locator("[data-side=b] [data-side-name]")).to_have_text("EfficientNet-Lite0")
    expect(page.locator("[data-rows] .row")).to_have_count(150)
    assert query(page)["model_b"] == "efficientnet_lite0"
    problem.get_by_role("button", name="Use efficientnet_lite0").click()
    expect(problem).to_be_hidden()
    expect(page.locator("[data-column=a] [data-column-words]")).to_be_hidden()
    expect(page.locator("[data-column=difference] [data-column-words]")).to_be_hidden()
    expect(page.locator("[data-side=a] [data-image=cat]")).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-side=b] [data-image=cat]")).not_to_have_attribute(
        "aria-current", "true"
    )


def test_a_side_without_a_run_leaves_no_placeholders(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("compare?model_a=nosuch&model_b=resnet_mini&layer=conv1")
    wait_compared(page)
    expect(page.locator("[data-verdicts] thead th")).to_have_text(["B"])
    expect(page.locator("[data-verdicts] td").first).to_contain_text("%")
    expect(page.locator("[data-relative]:not(:empty)")).to_have_count(0)
    expect(page.locator("[data-layer-a]")).to_have_text("\u00a0")
    expect(page.locator("[data-column=a] [data-column-words]")).to_contain_text("says why")
    assert number(page, "b")


def test_where_neither_side_works_the_page_says_so(open_page: OpenPage, watch: Watch) -> None:
    watch.allow("404")
    page = open_page("compare?model_a=nosuch&model_b=neither")
    words = page.locator("[data-nothing-yet]")
    expect(words).to_contain_text("both sides say above what they lack")
    expect(page.locator("[data-side=a] [data-side-problem]")).to_contain_text("nosuch")
    expect(page.locator("[data-side=b] [data-side-problem]")).to_contain_text("neither")
    for part in (".rows-pane", "[data-stage]", ".verdicts"):
        expect(page.locator(part)).to_be_hidden()
    page.click("[data-side=b] [data-side-problem] button")
    expect(words).to_be_hidden()
    wait_compared(page)
    expect(page.locator("[data-rows] .row")).to_have_count(150)


def test_where_neither_side_works_any_more_nothing_is_waited_for(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("500")
    page = open_page("compare?model_a=resnet_mini&a=cat&b=rocket")
    wait_compared(page)
    page.route("**/layers/**", lambda _: None)
    page.click(layer_row("block3.0.add"))
    busy = page.locator("[data-busy=layer]")
    expect(busy).to_contain_text("Fetching the maps of")
    page.route("**/api/v1/runs", lambda route: route.fulfill(status=500, body="{}"))
    page.click("[data-side=a] [data-image=espresso]")
    page.click("[data-side=b] [data-image=cat]")
    expect(page.locator("[data-nothing-yet]")).to_be_visible()
    expect(busy).to_have_text("")


def test_another_name_of_a_network_is_carried_over_to_b(open_page: OpenPage) -> None:
    page = open_page("compare?model_a=resnet_mini@untrained")
    wait_compared(page)
    expect(page.locator("[data-side-name]")).to_have_text(["ResNet mini, untrained"] * 2)


def test_one_network_begins_with_two_photos_and_two_with_one(open_page: OpenPage) -> None:
    for models, images in (
        ("model_a=resnet_mini", ("cat", "espresso")),
        ("model_a=lenet5", ("digit5", "digit3")),
        ("model_a=resnet_mini&model_b=efficientnet_lite0", ("cat", "cat")),
        ("model_a=resnet_mini&b=cat", ("cat", "cat")),
        ("a=espresso", ("espresso", "cat")),
    ):
        page = open_page(f"compare?{models}")
        expect(page.locator("[data-side] [aria-current]")).to_have_count(2)
        found = page.eval_on_selector_all(
            "[data-side] [aria-current]", "thumbs => thumbs.map(thumb => thumb.dataset.image)"
        )
        assert tuple(found) == images


def test_back_leads_to_what_a_short_address_began_with(open_page: OpenPage) -> None:
    page = open_page("compare?model_a=resnet_mini")
    wait_compared(page)
    page.click("[data-side=a] [data-image=rocket]")
    expect(page.locator("[data-side=a] [data-side-title]")).to_contain_text("640×427")
    page.go_back()
    expect(page.locator("[data-side=a] [data-image=cat]")).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-side=a] [data-side-title]")).to_contain_text("451×300")
    expect(page.locator("[data-side=b] [data-side-title]")).to_contain_text("600×400")
    expect(page.locator(".problem:visible")).to_have_count(0)


def test_weights_that_are_away_are_offered_once_and_nothing_is_wrong(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow("409")

    def away(route: Route) -> None:
        answer = route.fetch()
        models = answer.json()["models"]
        for model in models:
            if model["id"] == "vgg_mini":
                model["status"] = "downloadable"
        route.fulfill(response=answer, json={"models": models})

    def refuse(route: Route) -> None:
        if "vgg_mini" not in (route.request.post_data or ""):
            route.continue_()
            return
        problem = {"code": "not_downloaded", "detail": "Fetch them first."}
        route.fulfill(status=409, content_type="application/problem+json", json=problem)

    page = open_page("compare?model_a=resnet_mini&a=cat")
    wait_compared(page)
    page.route("**/api/v1/models", away)
    page.route("**/api/v1/runs", refuse)
    page.goto(f"{page.url.partition('?')[0]}?a=cat&model_a=resnet_mini&b=cat&model_b=vgg_mini")
    expect(page.locator("[data-side=b] .fetch")).to_be_visible()
    expect(page.locator("[data-side=b] [data-side-problem]")).to_be_hidden()
    wait_compared(page)
    expect(page.locator("[data-side=a] .fetch")).to_be_hidden()
