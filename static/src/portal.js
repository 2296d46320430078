// What pages gain where scripts run. Everything works without it. A small reading of the design system's own scripts:
// the same data-module names and HTML, only the behaviour in use (its bundle is five times this size).
import { startFiles } from "./files.js";

const ONE_SECOND = 1000;

// A second press of the same button within a second is a slip, not a wish.
function guardButton(button) {
  let last = -Infinity;
  button.addEventListener("click", (event) => {
    if (event.timeStamp - last < ONE_SECOND) event.preventDefault();
    else last = event.timeStamp;
  });
}

function startErrorSummary(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const box = event.target.hash && document.getElementById(event.target.hash.slice(1));
    if (!box) return;
    event.preventDefault();
    const words = box.closest("fieldset")?.querySelector("legend") ?? box.labels?.[0] ?? box;
    words.scrollIntoView();
    box.focus({ preventScroll: true });
  });
}

// What a pick opens shows only while it is picked.
function startPicks(group) {
  const kind = group.dataset.module; // nhsuk-radios or nhsuk-checkboxes
  const follow = () => {
    for (const input of group.querySelectorAll("[data-aria-controls]")) {
      const opens = document.getElementById(input.dataset.ariaControls);
      opens?.classList.toggle(`${kind}__conditional--hidden`, !input.checked);
    }
  };
  group.addEventListener("change", (event) => {
    if (event.target.type === "checkbox" && event.target.checked) clearOthers(group, event.target);
    follow();
  });
  for (const input of group.querySelectorAll("[data-aria-controls]")) input.setAttribute("aria-controls", input.dataset.ariaControls);
  follow();
}

// "None of these" and the others exclude each other.
function clearOthers(group, picked) {
  const alone = picked.dataset.behaviour === "exclusive";
  for (const other of group.querySelectorAll(`input[name="${picked.name}"]`)) {
    if (other !== picked && (alone || other.dataset.behaviour === "exclusive")) other.checked = false;
  }
}

function startPassword(group) {
  const input = group.querySelector("input");
  const button = group.querySelector("button");
  const show = (yes) => {
    input.type = yes ? "text" : "password";
    button.textContent = yes ? "Hide" : "Show";
    button.setAttribute("aria-label", yes ? "Hide password" : "Show password");
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false)); // or the browser offers to remember it as plain words
}

const STARTERS = {
  "nhsuk-button": guardButton,
  "nhsuk-radios": startPicks,
  "nhsuk-checkboxes": startPicks,
  "nhsuk-password-input": startPassword,
  "nhsuk-file-upload": startFiles,
  "nhsuk-notification-banner": (banner) => document.querySelector(".nhsuk-error-summary") ?? banner.focus(),
  "nhsuk-error-summary": startErrorSummary,
};

// Starts each component in a part of the page, once.
export function initAll(scope = document) {
  const found = [...scope.querySelectorAll("[data-module]:not([data-started])")];
  if (scope.matches?.("[data-module]:not([data-started])")) found.unshift(scope);
  for (const element of found) {
    element.dataset.started = "";
    STARTERS[element.dataset.module]?.(element);
  }
}

// Parts that htmx brings in: start what is in them; a panel that was asked for takes the focus by its heading.
document.addEventListener("htmx:after:process", (event) => initAll(event.target));
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  target?.querySelector?.("[data-focus]")?.focus();
  target?.removeAttribute?.("aria-busy");
  if (target?.hasAttribute?.("data-speak-once")) target.setAttribute("aria-live", "off"); // later saves are not announced
});

document.addEventListener("htmx:before:request", (event) => {
  const target = event.detail.ctx.target;
  event.detail.ctx.busy = setTimeout(() => target?.setAttribute?.("aria-busy", "true"), 400);
});
document.addEventListener("htmx:finally:request", (event) => {
  clearTimeout(event.detail.ctx.busy);
  event.detail.ctx.target?.removeAttribute?.("aria-busy");
});

// A request that fails leaves the page as it is and says so where the result would have been.
const NOT_NOW = "We could not do this now. Check your signal. You can still continue.";
function sayFailure(event) {
  const { sourceElement, target } = event.detail.ctx ?? {};
  const place = target?.matches?.("[role=status]") ? target : target?.parentElement?.querySelector("[role=status]");
  if (!place) return;
  place.setAttribute("aria-live", "polite");
  place.textContent = sourceElement?.dataset.failed ?? NOT_NOW;
}

document.addEventListener("htmx:error", sayFailure);
document.addEventListener("htmx:before:response", (event) => {
  const status = event.detail.ctx.response.status;
  if (status < 400 || status === 422) return;
  event.preventDefault();
  sayFailure(event);
});

// A whole page where a part was asked for (signed out, or sent on): go there, unless words being written would be lost.
document.addEventListener("htmx:after:request", (event) => {
  const { text, response, sourceElement } = event.detail.ctx;
  if (!/^\s*<!doctype/i.test(text)) return;
  event.preventDefault();
  if (sourceElement?.dataset.failed) sayFailure(event);
  else location.assign(response.raw.url);
});

document.documentElement.classList.add("has-script");
initAll();
