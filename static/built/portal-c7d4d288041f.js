const LARGEST = 1_500_000; // bytes; smaller photos go as they are
const LONGEST_SIDE = 2400; // pixels; a receipt stays readable
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < LARGEST) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return smaller && smaller.size < file.size ? new File([smaller], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

async function shrinkAll(input) {
  const kept = new DataTransfer();
  for (const file of input.files) kept.items.add(await shrink(file));
  input.files = kept.files;
}

function startFiles(group) {
  const input = group.querySelector("input[type=file]");
  const { button, chosen } = addButton(input);
  let shrunk = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async (event) => {
    chosen.textContent = [...input.files].map((file) => file.name).join(", ") || "No photo or file chosen";
    if (shrunk) return void (shrunk = false);
    event.stopImmediatePropagation(); // whoever sends the photo at once waits for the smaller one
    await shrinkAll(input);
    shrunk = true;
    chosen.parentElement.dataset.ready = "yes";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);
}
function addButton(input) {
  const label = input.labels[0];
  const box = document.createElement("div");
  box.className = "file-pick";
  box.innerHTML = '<button type="button" class="nhsuk-button nhsuk-button--secondary">Choose a photo or file</button><p role="status">No photo or file chosen</p>';
  const [button, chosen] = box.children;
  button.id = input.id;
  label.id ||= `${input.id}-label`;
  button.setAttribute("aria-labelledby", `${label.id} ${button.id}`);
  if (input.hasAttribute("aria-describedby")) button.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
  input.id = `${input.id}-input`;
  input.hidden = true;
  input.after(box);
  return { button, chosen };
}

const ONE_SECOND = 1000;
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
function initAll(scope = document) {
  const found = [...scope.querySelectorAll("[data-module]:not([data-started])")];
  if (scope.matches?.("[data-module]:not([data-started])")) found.unshift(scope);
  for (const element of found) {
    element.dataset.started = "";
    STARTERS[element.dataset.module]?.(element);
  }
}
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
document.addEventListener("htmx:after:request", (event) => {
  const { text, response, sourceElement } = event.detail.ctx;
  if (!/^\s*<!doctype/i.test(text)) return;
  event.preventDefault();
  if (sourceElement?.dataset.failed) sayFailure(event);
  else location.assign(response.raw.url);
});

document.documentElement.classList.add("has-script");
initAll();
