// The graph of a saga, from its definition, and how far it has come, from its timeline.

import { make, write } from "./page.js";

const WORDS = Object.freeze({
  open: ["○", "not yet"],
  sent: ["→", "sent"],
  done: ["✓", "done"],
  refused: ["✗", "refused"],
  expired: ["✗", "no answer in time"],
  unanswered: ["?", "no answer awaited"],
  undoing: ["↶", "undoing"],
  undone: ["↩", "undone"],
  parked: ["!", "parked"],
  passed: ["–", "passed over"],
  none: ["–", "not needed"],
});

/** The order's own events are those of its saga by other names. */
const SAME_AS = Object.freeze({
  OrderPlaced: "STARTED",
  RefundStarted: "STARTED",
  StockReserved: "DONE",
  PaymentConfirmed: "DONE",
  PaymentRefunded: "DONE",
  OrderConfirmed: "DISPATCHED",
  OrderRefunded: "DISPATCHED",
  OrderCancelled: "COMPENSATED",
  RefundRefused: "COMPENSATED",
});

const FORWARD = { DISPATCHED: "sent", DONE: "done", REFUSED: "refused", EXPIRED: "expired" };
const BACK = { UNDOING: "undoing", UNDONE: "undone" };
const TURNS_BACK = new Set(["REFUSED", "EXPIRED", "CANCELLED", "COMPENSATED"]);

/** How far a saga has come, read from its part of the timeline. */
function progress(definition, entries, isParked) {
  const steps = definition.steps.map((step) => ({ ...step, forward: "open", back: "open", answered: new Set() }));
  let end = null;
  let turnedBack = false;
  for (const entry of entries) {
    const event = SAME_AS[entry.event] ?? entry.event;
    end = event === "COMPLETED" || event === "COMPENSATED" ? event : end;
    turnedBack ||= TURNS_BACK.has(event);
    const step = steps.find((one) => one.name === entry.step || one.acknowledgements.includes(entry.step));
    if (step) {
      apply(step, event, entry.step);
    }
  }
  steps.forEach((step, at) => {
    settle(step, steps.slice(at + 1), end, turnedBack);
    if (isParked) {
      park(step);
    }
  });
  return { steps, end };
}

function apply(step, event, answer) {
  if (step.kind === "TAIL" && event === "DONE") {
    step.answered.add(answer);
    step.forward = step.acknowledgements.every((one) => step.answered.has(one)) ? "done" : step.forward;
    return;
  }
  step.forward = FORWARD[event] ?? step.forward;
  step.back = BACK[event] ?? step.back;
}

/** What the timeline leaves unsaid: steps that were passed over, will not be taken, or need no undoing. */
function settle(step, later, end, turnedBack) {
  if (step.forward === "open" && (end === "COMPLETED" || later.some((one) => one.forward !== "open"))) {
    step.forward = "passed";
  } else if (turnedBack) {
    step.forward = { open: "none", sent: "unanswered" }[step.forward] ?? step.forward;
  }
  const nothingToUndo = turnedBack && ["none", "passed", "refused"].includes(step.forward);
  if (step.back === "open" && (end || nothingToUndo)) {
    step.back = "none";
  }
}

/** A parked saga waits for what was sent. */
function park(step) {
  if (step.back === "undoing") {
    step.back = "parked";
  } else if (step.forward === "sent") {
    step.forward = "parked";
  }
}

export function graph(title, definition, entries, isParked) {
  const { steps, end } = progress(definition, entries, isParked);
  const tails = steps.filter((step) => step.kind === "TAIL");
  const columns = [
    column([box("start", entries.length ? "done" : "open")], [endBox("COMPENSATED", "everything undone", end)]),
    ...steps.filter((step) => step.kind !== "TAIL").map((step) => column([forwardBox(step)], [backBox(step)])),
    ...(tails.length > 0 ? [column(tails.map(forwardBox))] : []),
    column([endBox("COMPLETED", "everything done", end)]),
  ];
  return make("figure", { class: "graph" }, make("figcaption", {}, title), make("ol", { class: "way" }, ...columns));
}

/** Tails run in parallel: they share a column. */
function column(forward, back = []) {
  return make("li", {}, make("div", { class: "forward" }, ...forward), make("div", { class: "back" }, ...back.filter(Boolean)));
}

function box(name, state, note, ...more) {
  const [sign, word] = WORDS[state];
  const text = make("span", { class: "state" }, make("span", { "aria-hidden": "true" }, `${sign} `), word);
  return make("div", { class: `box ${state}` }, make("strong", {}, name), text, note && make("small", {}, note), ...more);
}

function endBox(name, note, end) {
  const reached = end === name;
  const made = box(name, reached ? "done" : end ? "none" : "open", note);
  made.classList.add("end", name.toLowerCase());
  write(made.querySelector(".state"), reached ? "✓ reached" : end ? "– not taken" : "○ not yet");
  return made;
}

function forwardBox(step) {
  const note = { COMPENSATABLE: "can be undone", PIVOT: "pivot: no way back but its refusal", TAIL: "sent until acknowledged" }[step.kind];
  const answers = step.acknowledgements.map((one) => make("li", {}, `${step.answered.has(one) ? "✓" : "○"} ${one}`));
  const made = box(step.name, step.forward, note, answers.length ? make("ul", {}, ...answers) : null);
  made.classList.add(step.kind.toLowerCase());
  return made;
}

const backBox = (step) => (step.undo ? box(`undo ${step.name}`, step.back, step.inAnyOrder ? "at once" : "after later steps") : null);

export function legend() {
  const words = Object.entries(WORDS).map(([state, [sign, word]]) => make("li", { class: `box ${state}` }, `${sign} ${word}`));
  return make(
    "details",
    { class: "legend" },
    make("summary", {}, "Legend"),
    make("p", {}, "Above the way forward, from left to right; below what undoes each step, from right to left, once the saga turns back."),
    make("ul", {}, ...words),
  );
}
