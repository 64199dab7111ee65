// Ballots on this device. One that the server has not acknowledged waits here and is sent from whichever page of the
// jury is open, each by one page at a time. Where works are kept on the device, an acknowledged one stays too: the kept
// copy of its page is older.

const KEY = (person, base) => `ballot:${person}${base}`;

// Storage may be full or forbidden: then the page says what is true, that nothing is kept.
export const read = (person, base) => {
  try {
    return JSON.parse(localStorage.getItem(KEY(person, base)));
  } catch {
    return null;
  }
};

export const keep = (person, base, value) => {
  try {
    localStorage.setItem(KEY(person, base), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

export const forget = (person, base) => {
  try {
    localStorage.removeItem(KEY(person, base));
  } catch {
    // nothing was kept
  }
};

/** Addresses of the works whose ballots wait. */
export const waiting = (person) => {
  try {
    const start = KEY(person, "");
    const bases = Object.keys(localStorage).filter((key) => key.startsWith(`${start}/jury/`)).map((key) => key.slice(start.length));
    return bases.filter((base) => read(person, base) && !read(person, base).safe);
  } catch {
    return [];
  }
};

/** One ballot to the server: {status, body}; status 0 where nobody answers. */
export async function post(base, value) {
  try {
    const answer = await fetch(`${base}/save`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(value),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: null };
  }
}

export const isRefused = (status) => status >= 400 && status < 500 && status !== 401 && status !== 429;

/** Sends what waits of all works but `except`. `told(base, status, body)` hears of each; ends where nobody answers. */
export async function sendAll(person, { except = "", told = () => {}, stay = false } = {}) {
  const run = async () => {
    for (const base of waiting(person)) {
      if (base === except) continue;
      const value = read(person, base); // another page may have sent it meanwhile
      if (!value || value.safe) continue;
      const { status, body } = await post(base, value);
      const same = JSON.stringify(read(person, base)) === JSON.stringify(value);
      if (status === 200 && same) settle(person, base, { ...value, version: body.version }, stay);
      if (isRefused(status)) forget(person, base);
      told(base, status, body);
      if (status !== 200 && !isRefused(status)) return;
    }
  };
  await (navigator.locks ? navigator.locks.request("ballots", run) : run());
}

/** The server has it. */
export const settle = (person, base, value, stay) => {
  if (stay) keep(person, base, { ...value, done: undefined, safe: true });
  else forget(person, base);
};
