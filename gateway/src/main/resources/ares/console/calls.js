// Calls to the API, by who is logged in.

const PAGE = 100;
const MOST_PAGES = 10;

/** Every call that the console makes, as the OpenAPI document names it. */
export const CALLS = Object.freeze({
  logIn: "POST /api/auth/token",
  renew: "POST /api/auth/refresh",
  logOut: "POST /api/auth/logout",
  sagas: "GET /api/admin/sagas",
  definitions: "GET /api/admin/sagas/definitions",
  retrySaga: "POST /api/admin/sagas/{id}/retry",
  payments: "GET /api/admin/payments",
  retryPayment: "POST /api/admin/payments/{id}/retry",
  messages: "GET /api/admin/messages/{service}",
  redriveMessage: "POST /api/admin/messages/{service}/{id}/redrive",
  order: "GET /api/orders/{id}",
  refunds: "GET /api/orders/{id}/refunds",
  events: "GET /api/orders/{id}/events",
});

/** An answer that is no success, in the words of its problem details. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(`${status} ${problem.detail ?? problem.title ?? "without a reason"}`);
    this.status = status;
    this.detail = problem.detail ?? problem.title ?? "";
  }

  static async of(response) {
    return new Refusal(response.status, await response.json().catch(() => ({})));
  }
}

/** Who is logged in. The tokens are nowhere but here. */
let session = null;
let onEnd = () => {};

export const isLoggedIn = () => session !== null;

/** Says whom to tell, and why, when a session ends without being asked to. */
export function whenSessionEnds(tell) {
  onEnd = tell;
}

export async function logIn(email, password) {
  keep(await read(CALLS.logIn, { body: { email, password } }));
}

/** Forgets the tokens at once, whether or not the shop can be told. */
export async function logOut() {
  const ended = session;
  forget();
  if (ended) {
    await send(CALLS.logOut, { body: { refreshToken: ended.refresh } }).catch(() => {});
  }
}

function forget() {
  clearTimeout(session?.timer);
  session = null;
}

function keep(tokens) {
  clearTimeout(session?.timer);
  const lifetime = tokens.expiresIn * 1000;
  const timer = setTimeout(() => renew().catch(() => {}), Math.max(lifetime - 60_000, lifetime / 2));
  session = { access: tokens.accessToken, refresh: tokens.refreshToken, timer, renewing: null };
}

/** A refresh token works once, and its second use ends the session: whoever needs new tokens waits for the same call. */
function renew() {
  const renewed = session;
  renewed.renewing ??= send(CALLS.renew, { body: { refreshToken: renewed.refresh } })
    .then(async (response) => {
      if (response.ok) {
        const tokens = await response.json();
        return session === renewed ? keep(tokens) : undefined;
      }
      if (response.status < 500 && response.status !== 429) {
        endOf(renewed);
      }
      throw await Refusal.of(response);
    })
    .finally(() => {
      renewed.renewing = null;
    });
  return renewed.renewing;
}

function endOf(renewed) {
  if (session === renewed) {
    forget();
    onEnd("Your session has ended: log in again.");
  }
}

function send(call, { path = {}, query = {}, body, headers = {}, signal } = {}) {
  const [method, template] = call.split(" ");
  const filled = template.replace(/\{(\w+)\}/g, (variable, name) => encodeURIComponent(path[name]));
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  const open = template.startsWith("/api/auth/");
  return fetch(asked ? `${filled}?${asked}` : filled, {
    method,
    signal,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    headers: {
      ...(session && !open ? { Authorization: `Bearer ${session.access}` } : {}),
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
}

/** The answer, when it is a success. A token that is not valid any more is renewed once, unless another call has done so. */
export async function ask(call, options) {
  const used = session?.access;
  let response = await send(call, options);
  if (response.status === 401 && session) {
    await (session.access === used ? renew() : null);
    response = await send(call, options);
  }
  if (!response.ok) {
    throw await Refusal.of(response);
  }
  return response;
}

export const read = async (call, options) => (await ask(call, options)).json();

/** All items, page by page; of very many the first. */
export async function all(call, { path, query = {} } = {}) {
  const items = [];
  let cursor = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read(call, { path, query: { ...query, limit: PAGE, cursor } });
    items.push(...answer.items);
    cursor = answer.next;
    if (!cursor) {
      break;
    }
  }
  return { items, more: Boolean(cursor) };
}

/** Reads the stream by itself, since an EventSource cannot send the token. */
export async function* serverSentEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    yield* blocks.map(eventOf).filter((event) => event.data);
  }
}

function eventOf(block) {
  const event = { id: "", data: "" };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = line.match(/^(\w*): ?(.*)$/) ?? [];
    if (field in event) {
      event[field] += value;
    }
  }
  return event;
}

