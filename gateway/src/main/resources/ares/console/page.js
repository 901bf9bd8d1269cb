// What every part of the page is made of. Text stays text: nothing here reads HTML.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const byId = (id) => document.getElementById(id);

/** An element with its attributes; text stays text. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(text, label, onClick) {
  const made = make("button", { type: "button", "aria-label": label }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** Shows items as the children of a parent, one each: those that stay keep their place, their focus and what was added to them. */
export function show(parent, items, keyOf, create, update = () => {}) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, at) => {
    const key = keyOf(item);
    const child = before.get(key) ?? create(item);
    before.delete(key);
    child.dataset.key = key;
    update(child, item);
    if (parent.children[at] !== child) {
      parent.insertBefore(child, parent.children[at] ?? null);
    }
  });
  before.forEach((gone) => gone.remove());
}

/** Writes only what changed, so that nothing is read aloud again. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export const clock = (time) => new Date(time).toISOString().slice(11, 23);

/** As many decimals as the currency has. */
export function price({ amount, currency }) {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

function distance(time) {
  const seconds = Math.round((new Date(time).getTime() - Date.now()) / 1000);
  const [size, unit] = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]].find(([most]) => Math.abs(seconds) >= most) ?? [1, "s"];
  const count = Math.round(Math.abs(seconds) / size);
  return seconds > 0 ? `in ${count} ${unit}` : `${count} ${unit} ago`;
}

export const moment = (time) => make("time", { datetime: time, title: time }, distance(time));
export const orderLink = (id) => (UUID.test(id) ? make("a", { href: `#order=${id}`, class: "id" }, id) : make("span", { class: "id" }, id));

export const cell = (title, ...content) => make("td", { "data-title": title }, ...content);

export function ageAgain(parent) {
  parent.querySelectorAll("time").forEach((time) => write(time, distance(time.dateTime)));
}

