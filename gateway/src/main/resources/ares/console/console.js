// The operator console. No data comes with it: everything is asked for with the reader's own access token.

import { CALLS, ask, isLoggedIn, logIn, logOut, whenSessionEnds } from "./calls.js";
import { emptyLists, redriveAll, refreshLists, whenListsAreRefreshed } from "./lists.js";
import { drawOrder, showOrder } from "./order.js";
import { byId, write } from "./page.js";

const LISTS_EVERY = 4000;

const wantedOrder = () => new URLSearchParams(location.hash.slice(1)).get("order")?.trim() ?? "";

let round = null;

/** While nobody looks at the page nothing is asked. */
async function keepFresh() {
  if (!document.hidden) {
    await refreshLists();
  }
  if (isLoggedIn()) {
    round = setTimeout(keepFresh, LISTS_EVERY);
  }
}

async function enter(event) {
  event.preventDefault();
  const email = byId("log-in-email").value;
  write(byId("entry-answer"), "");
  byId("log-in-now").disabled = true;
  try {
    await logIn(email, byId("log-in-password").value);
    await ask(CALLS.sagas, { query: { limit: 1 } });
  } catch (failure) {
    await logOut();
    leave(whyNot(failure));
    return;
  } finally {
    byId("log-in-now").disabled = false;
  }
  byId("log-in-password").value = "";
  write(byId("email"), email);
  present(true);
  showOrder(wantedOrder());
  keepFresh();
}

function whyNot({ status, message }) {
  const reasons = {
    401: "Email or password is wrong.",
    403: "This account is a customer's: the console takes the role operator, which an admin gives.",
  };
  return reasons[status] ?? (status ? message : "The shop does not answer.");
}

/** Nothing of what was seen stays on the page. */
function leave(why) {
  clearTimeout(round);
  showOrder("");
  emptyLists();
  present(false);
  write(byId("entry-answer"), why);
  byId("log-in-email").focus();
}

function present(loggedIn) {
  byId("entry").hidden = loggedIn;
  ["desk", "find", "who"].forEach((part) => {
    byId(part).hidden = !loggedIn;
  });
}

whenSessionEnds(leave);
whenListsAreRefreshed(drawOrder);
byId("log-in").addEventListener("submit", enter);
byId("log-out").addEventListener("click", () => {
  logOut();
  leave("You are logged out.");
});
byId("redrive-all").addEventListener("click", redriveAll);
byId("order-close").addEventListener("click", () => {
  location.hash = "";
});
byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = `order=${encodeURIComponent(byId("find-id").value.trim())}`;
});
addEventListener("hashchange", () => isLoggedIn() && showOrder(wantedOrder()));
present(false);
