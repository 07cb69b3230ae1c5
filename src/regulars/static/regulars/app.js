// Keys and focus. Everything here is a convenience: each thing has a link or a button of its own.
//
// data-rows        a list to walk with j and k; each data-row holds one a[data-open]
// data-key="c"     what a key presses: in the row that has the focus, else first on the page
// data-search      where / leads
// data-opens="id"  opens that <dialog>; data-closes closes the one around it
// data-prints      puts the page on paper
// data-shows="id"  makes a passphrase readable and hides it again
// data-copies="id" copies what stands in that field
// data-channel     a link that opens a channel: afterwards data-asks is shown, in a form that has
//                  the channel chosen, so that nobody forgets to say how it went
// data-focus       in swapped content: where the focus goes when its old place is gone

const TYPING = "input, textarea, select, [contenteditable]";
const list = () => [...document.querySelectorAll("[data-rows] [data-row]")];
const current = () => document.activeElement?.closest("[data-row]");

function step(by) {
  const rows = list();
  if (!rows.length) return;
  const from = current() ?? document.querySelector("[data-row].is-open");
  const at = from ? rows.indexOf(from) + by : by > 0 ? 0 : rows.length - 1;
  const next = rows[Math.max(0, Math.min(rows.length - 1, at))];
  next.querySelector("[data-open]")?.focus();
}

function press(key) {
  const places = [current(), document.querySelector("[data-keys-here]"), document];
  for (const place of places) {
    const found = place?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (found) {
      found.focus();
      found.click();
      return true;
    }
  }
  return false;
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  const act = KEYS[event.key];
  if (act) act();
  else if (!/^[a-z]$/.test(event.key) || !press(event.key)) return;
  event.preventDefault();
});

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // not allowed here: it is selected, and the reader's own keys copy it
  }
  button.setAttribute("aria-pressed", "true");
}

function show(button, event) {
  const field = document.getElementById(button.dataset.shows);
  const isShown = field.type === "text";
  field.type = isShown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!isShown));
  event.preventDefault();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-prints]")) window.print();
  const shower = event.target.closest("[data-shows]");
  if (shower) show(shower, event);
  const copier = event.target.closest("[data-copies]");
  if (copier) copy(copier);
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keyup", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A swap may take away what had the focus; without this a keyboard would start over at the top.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const next = document.querySelector("[data-focus]") ?? document.getElementById("main");
  next?.focus({ preventScroll: true });
});

// A form that was sent is not sent a second time by an impatient finger.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") event.preventDefault();
  else if (form.method === "post" && !form.matches("[hx-post]")) form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const reveal = () => {
  for (const hidden of document.querySelectorAll("[data-with-script]")) hidden.hidden = false;
};
reveal();
document.addEventListener("htmx:after:swap", reveal);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-channel]");
  const asks = link && (link.closest("form") ?? document).querySelector("[data-asks]");
  if (!asks) return;
  asks.closest("form").elements.channel.value = link.dataset.channel;
  asks.closest("details")?.setAttribute("open", "");
  asks.hidden = false;
});
