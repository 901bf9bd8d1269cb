// What waits for a person, what runs, and letting it go on.

import { CALLS, Refusal, all, ask, isLoggedIn } from "./calls.js";
import { ageAgain, button, byId, cell, clock, make, moment, orderLink, price, show, write } from "./page.js";

const SERVICES = ["order-service", "inventory-service", "payment-service", "user-service"];
const ANSWERS_KEPT = 20;

const parkedSaga = (saga) => ({
  key: `saga ${saga.id}`,
  kind: "saga",
  what: `${saga.saga}, ${saga.phase}`,
  why: saga.parked,
  since: saga.updatedAt,
  order: saga.orderId,
  id: saga.id,
  redrive: () => ask(CALLS.retrySaga, { path: { id: saga.id } }),
});

const parkedPayment = (payment) => ({
  key: `payment ${payment.id}`,
  kind: payment.kind,
  what: `${price(payment.amount)}, attempt ${payment.attempts}`,
  why: payment.reason,
  since: payment.updatedAt,
  order: payment.orderId,
  id: payment.id,
  redrive: () => ask(CALLS.retryPayment, { path: { id: payment.id } }),
});

const parkedMessage = (service) => (message) => ({
  key: `message ${message.id}`,
  kind: message.status,
  what: `${message.type} ${message.reader ? "to" : "from"} ${message.reader ?? service}`,
  why: message.reason ?? "",
  since: message.at,
  order: message.key,
  id: message.id,
  redrive: () => ask(CALLS.redriveMessage, { path: { service, id: message.id } }),
});

const list = (name, call, options, row) => ({ name, call, options, row, rows: [], more: false, trouble: null, seen: null });

const PARKED = [
  list("sagas", CALLS.sagas, { query: { status: "parked" } }, parkedSaga),
  list("payments", CALLS.payments, { query: { status: "PARKED" } }, parkedPayment),
  ...SERVICES.map((service) => list(`messages of ${service}`, CALLS.messages, { path: { service } }, parkedMessage(service))),
];
const RUNNING = list("running sagas", CALLS.sagas, { query: { status: "running" } }, (saga) => saga);

/** What a list could not be asked for keeps the rows of before, and says so. */
async function refresh(one) {
  try {
    const { items, more } = await all(one.call, one.options);
    Object.assign(one, { rows: items.map(one.row), more, trouble: null, seen: new Date() });
  } catch (failure) {
    one.trouble = failure instanceof Refusal ? failure.message : "no answer";
  }
}

function showTroubles(parent, lists) {
  const texts = lists.flatMap((one) => {
    const since = one.seen ? `, as of ${clock(one.seen)}` : "";
    return [one.trouble && `${one.name}: ${one.trouble}${since}`, one.more && `${one.name}: more than ${one.rows.length}; the oldest are shown`];
  });
  show(parent, texts.filter(Boolean), (text) => text, (text) => make("li", {}, text));
}

export const parkedRows = () => PARKED.flatMap((one) => one.rows);

function showParked() {
  const rows = parkedRows();
  const complete = PARKED.every((one) => one.seen && !one.trouble);
  show(byId("parked-rows"), rows, (row) => row.key, parkedRow, parkedAgain);
  showTroubles(byId("parked-troubles"), PARKED);
  write(byId("parked-count"), rows.length ? `${rows.length}` : "");
  byId("parked-table").hidden = rows.length === 0;
  byId("parked-none").hidden = rows.length > 0 || !complete;
  byId("redrive-all").disabled = redrivingAll || rows.length === 0;
}

function parkedRow(row) {
  const answer = make("span", { class: "answer", role: "status" });
  return make(
    "tr",
    {},
    cell("Kind", make("strong", {}, row.kind)),
    cell("What", make("span", { class: "what" }, row.what), make("span", { class: "id sub" }, row.id)),
    cell("Why", make("span", { class: "why" }, row.why)),
    cell("Since", moment(row.since)),
    cell("Order", orderLink(row.order)),
    cell("Action", redriveButton(row, answer), answer),
  );
}

/** The same one, as it is said to be now. */
export function parkedAgain(parent, row) {
  write(parent.querySelector(".what"), row.what);
  write(parent.querySelector(".why"), row.why);
  parent.querySelectorAll("time").forEach((time) => Object.assign(time, { dateTime: row.since, title: row.since }));
  ageAgain(parent);
}

function showRunning() {
  const rows = RUNNING.rows;
  show(byId("running-rows"), rows, runningKey, runningRow, ageAgain);
  showTroubles(byId("running-troubles"), [RUNNING]);
  write(byId("running-count"), rows.length ? `${rows.length}${RUNNING.more ? "+" : ""}` : "");
  byId("running-table").hidden = rows.length === 0;
  byId("running-none").hidden = rows.length > 0 || !RUNNING.seen || Boolean(RUNNING.trouble);
}

/** A saga that moved is another row. */
export const runningKey = (saga) => `${saga.id} ${saga.phase} ${saga.attempt} ${saga.awaiting}`;

function runningRow(saga) {
  return make(
    "tr",
    {},
    cell("Saga", make("strong", {}, saga.saga), make("span", { class: "id sub" }, saga.id)),
    cell("Phase", saga.phase),
    cell("Waits for", saga.awaiting.join(", ") || "nothing"),
    cell("Attempt", `${saga.attempt}`),
    cell("Due", saga.dueAt ? moment(saga.dueAt) : "–"),
    cell("Began", moment(saga.createdAt)),
    cell("Order", orderLink(saga.orderId)),
  );
}

let onRefresh = () => {};

/** Says whom to tell of every look at the lists. */
export function whenListsAreRefreshed(tell) {
  onRefresh = tell;
}

export const runningSagas = () => RUNNING.rows;
export const parkedSagas = () => new Set(PARKED[0].rows.map((row) => row.id));

/** Forgets all that was listed. */
export function emptyLists() {
  [...PARKED, RUNNING].forEach((one) => Object.assign(one, { rows: [], more: false, trouble: null, seen: null }));
  showParked();
  showRunning();
  byId("answers").replaceChildren();
}

export async function refreshLists() {
  await Promise.all([...PARKED, RUNNING].map(refresh));
  if (!isLoggedIn()) {
    emptyLists();
  } else {
    showParked();
    showRunning();
    onRefresh();
  }
}

export function redriveButton(row, answer) {
  const made = button("Let it go on", `Let it go on: ${row.kind} ${row.id}`, async () => {
    made.disabled = true;
    await redrive(row, answer);
    made.disabled = false;
    await refreshLists();
    if (!made.isConnected && document.activeElement === document.body) {
      byId("parked-title").focus();
    }
  });
  return made;
}

async function redrive(row, answer) {
  write(answer, "asking…");
  const text = await row.redrive().then(
    (response) => `${response.status} ${response.status === 202 ? "under way" : "done"}`,
    (failure) => refused(failure),
  );
  write(answer, text);
  const said = make("li", {}, make("time", {}, clock(Date.now())), ` ${row.kind} `, make("span", { class: "id" }, row.id), `: ${text}`);
  byId("answers").prepend(said);
  [...byId("answers").children].slice(ANSWERS_KEPT).forEach((old) => old.remove());
}

function refused(failure) {
  if (!(failure instanceof Refusal)) {
    return "no answer: try again";
  }
  const what = { 404: "gone already", 409: `failed again: ${failure.detail}` }[failure.status];
  return what ? `${failure.status} ${what}` : failure.message;
}

let redrivingAll = false;

export async function redriveAll() {
  redrivingAll = true;
  byId("redrive-all").disabled = true;
  const answers = new Map([...byId("parked-rows").children].map((row) => [row.dataset.key, row.querySelector(".answer")]));
  for (const row of parkedRows()) {
    await redrive(row, answers.get(row.key) ?? make("span"));
  }
  redrivingAll = false;
  await refreshLists();
}
