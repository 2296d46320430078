// Photos and files: a button that voice control can press, and a large photo made smaller before it is sent.
const LARGEST = 1_500_000; // bytes; smaller photos go as they are
const LONGEST_SIDE = 2400; // pixels; a receipt stays readable

// The picture redrawn by the browser: upright, without its location. The same file where that can't be done.
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

export function startFiles(group) {
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

// The button takes the input's id, so that label, error link and "tap Choose a photo or file" all lead to it.
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
