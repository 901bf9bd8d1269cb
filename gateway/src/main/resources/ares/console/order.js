// One order: what it is, why it does not go on, its sagas' graphs, and its timeline while it happens.

import { CALLS, all, ask, read, serverSentEvents } from "./calls.js";
import { graph, legend } from "./graph.js";
import { parkedAgain, parkedRows, parkedSagas, redriveButton, refreshLists, runningKey, runningSagas } from "./lists.js";
import { ageAgain, byId, cell, clock, make, moment, price, show, write } from "./page.js";

const AGAIN_AFTER = 4000;

let definitions = null;

async function knowDefinitions() {
  definitions ??= await read(CALLS.definitions).then(
    (answer) => answer.items,
    () => null,
  );
}

/** One order on the page, followed until another one, or none, is. */
class ShownOrder {
  constructor(id) {
    this.id = id;
    this.entries = [];
    this.place = "";
    this.order = null;
    this.refunds = [];
    this.closing = new AbortController();
  }

  /** Until it is closed; while nobody looks at the page nothing new is asked. */
  async follow() {
    while (!this.closing.signal.aborted) {
      if (!document.hidden) {
        await Promise.all([knowDefinitions(), this.look()]);
        await this.stream().catch((failure) => this.say(failure));
      }
      await pause(AGAIN_AFTER);
    }
  }

  close() {
    this.closing.abort();
    clearTimeout(this.looking);
  }

  /** What the order is now; its timeline says when to look again. */
  async look() {
    try {
      const path = { id: this.id };
      const [order, refunds] = await Promise.all([read(CALLS.order, { path }), all(CALLS.refunds, { path }).catch(() => null)]);
      this.order = order;
      this.refunds = refunds?.items ?? this.refunds;
      this.answer("");
    } catch (failure) {
      this.say(failure);
    }
    this.draw();
  }

  say(failure) {
    if (!this.closing.signal.aborted) {
      this.answer(failure.status === 404 ? "There is no such order." : failure.status ? failure.message : "no answer: trying again");
    }
  }

  answer(text) {
    if (shown === this) {
      write(byId("order-answer"), text);
    }
  }

  /** Goes on after the last event that was seen; ends when nothing is under way. */
  async stream() {
    const headers = { Accept: "text/event-stream", ...(this.place && { "Last-Event-ID": this.place }) };
    const response = await ask(CALLS.events, { path: { id: this.id }, headers, signal: this.closing.signal });
    const lasts = setTimeout(() => this.live("live"), 500);
    try {
      for await (const event of serverSentEvents(response.body)) {
        this.take(event);
      }
    } finally {
      clearTimeout(lasts);
      this.live("looks again every few seconds");
    }
  }

  take(event) {
    this.place = event.id || this.place;
    this.entries.push(JSON.parse(event.data));
    this.draw();
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look().then(refreshLists), 300);
  }

  live(text) {
    if (shown === this) {
      write(byId("order-live"), text);
    }
  }

  isMine(row) {
    return row.order === this.id || row.orderId === this.id || this.refunds.some((refund) => refund.id === row.id);
  }

  draw() {
    if (shown !== this) {
      return;
    }
    drawStuck(parkedRows().filter((row) => this.isMine(row)), runningSagas().filter((saga) => this.isMine(saga)));
    drawFacts(this.id, this.order);
    drawRefunds(this.refunds);
    drawGraphs(this);
    drawTimeline(this.entries);
  }
}

let shown = null;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Why it does not go on, at the top, with the button. */
function drawStuck(parked, running) {
  const items = [
    ...parked.map((row) => ({ key: row.key, create: () => parkedBanner(row), update: (banner) => parkedAgain(banner, row) })),
    ...running.map((saga) => ({ key: runningKey(saga), create: () => waitingBanner(saga), update: ageAgain })),
  ];
  show(byId("order-stuck"), items, (item) => item.key, (item) => item.create(), (banner, item) => item.update(banner));
}

function parkedBanner(row) {
  const answer = make("span", { class: "answer" });
  return make(
    "p",
    { class: "banner bad" },
    make("strong", {}, `Parked ${row.kind}: `),
    make("span", { class: "why" }, row.why),
    make("span", {}, "(", make("span", { class: "what" }, row.what), ", ", moment(row.since), ")"),
    redriveButton(row, answer),
    answer,
  );
}

function waitingBanner(saga) {
  const due = saga.dueAt ? [", due ", moment(saga.dueAt)] : [];
  return make("p", { class: "banner" }, make("strong", {}, `Running ${saga.saga}: `), `waits for ${saga.awaiting.join(", ")}, attempt ${saga.attempt}`, ...due);
}

function drawFacts(id, order) {
  write(byId("order-title"), `Order ${id}`);
  const facts = order && {
    Status: order.reason ? `${order.status} (${order.reason})` : order.status,
    Total: price(order.total),
    Refunded: price(order.refunded),
    Points: `${order.redeemedPoints}`,
    Items: order.items.map((item) => `${item.quantity} × ${item.sku}`).join(", "),
    Placed: order.createdAt,
    Cancel: order.cancelRequested ? "asked for" : "not asked for",
  };
  show(byId("order-facts"), Object.entries(facts ?? {}), ([name]) => name, fact, (child, [, value]) => write(child.lastChild, value));
}

const fact = ([name]) => make("div", {}, make("dt", {}, name), make("dd"));

function drawRefunds(refunds) {
  const text = (refund) => `${refund.status}${refund.reason ? ` (${refund.reason})` : ""}, ${price(refund.amount)}: `;
  show(
    byId("order-refunds"),
    refunds,
    (refund) => `${refund.id} ${refund.status}`,
    (refund) => make("p", {}, make("strong", {}, "Refund "), text(refund), refund.lines.map((line) => `${line.quantity} × ${line.sku}`).join(", "), " ", make("span", { class: "id" }, refund.id)),
  );
}

/** The checkout's, and one of each refund. */
function drawGraphs({ id, entries, refunds }) {
  const parked = parkedSagas();
  const of = (name) => definitions?.find((definition) => definition.saga === name);
  const sagas = [
    { title: "Checkout", definition: of("checkout"), saga: id, refund: null },
    ...refunds.map((refund, at) => ({ title: `Refund ${at + 1}`, definition: of("refund"), saga: refund.id, refund: refund.id })),
  ].filter((one) => one.definition);
  const graphs = sagas.map((one) => {
    const mine = entries.filter((entry) => (entry.refundId ?? null) === one.refund);
    return graph(one.title, one.definition, mine, parked.has(one.saga));
  });
  const drawing = byId("order-graphs");
  const kept = drawing.querySelector(".legend") ?? legend();
  const drawn = [...drawing.children];
  if (drawn.length !== graphs.length + 1 || graphs.some((one, at) => !one.isEqualNode(drawn[at]))) {
    drawing.replaceChildren(...graphs, kept);
  }
}

function drawTimeline(entries) {
  const numbered = entries.map((entry, at) => ({ ...entry, key: `${at} ${entry.at}` }));
  show(byId("order-timeline"), numbered, (entry) => entry.key, (entry) => make(
    "tr",
    { class: ["PARKED", "CONTRADICTED"].includes(entry.event) ? "bad" : "" },
    cell("When", make("time", { datetime: entry.at, title: entry.at }, clock(entry.at))),
    cell("Saga", entry.refundId ? "refund" : "checkout"),
    cell("Step", entry.step ?? ""),
    cell("Event", make("strong", {}, entry.event)),
    cell("Detail", entry.detail ?? ""),
  ));
}

/** What is parked, or runs, may be this order's. */
export const drawOrder = () => shown?.draw();

/** @param id of the order; empty for none */
export function showOrder(id) {
  shown?.close();
  byId("order").hidden = !id;
  shown = id ? new ShownOrder(id) : null;
  for (const part of ["order-stuck", "order-facts", "order-graphs", "order-refunds", "order-timeline"]) {
    byId(part).replaceChildren();
  }
  write(byId("order-answer"), "");
  write(byId("order-live"), "");
  if (shown) {
    byId("find-id").value = id;
    shown.draw();
    byId("order-title").focus();
    shown.follow();
  }
}
