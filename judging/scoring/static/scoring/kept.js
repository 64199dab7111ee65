// What of the works is kept on this device for scoring without a network: fetched on the juror's wish, thrown away when
// the juror signs out or another one comes.

const CACHE = "jury"; // keeper.js reads it
const AT_ONCE = 4;

export const able = "serviceWorker" in navigator && "caches" in window;

/** Whether this page is a copy from the device. */
export const isCopy = document.documentElement.hasAttribute("data-kept");

const list = (panel) => `/jury/${panel}/to-keep`;

/** Which works of a panel are wholly kept, as the server told them; null where it has not been asked for. */
export async function kept(panel) {
  const answer = able && (await caches.has(CACHE)) && (await (await caches.open(CACHE)).match(list(panel)));
  return answer ? answer.json() : null;
}

/** What would be kept: {person, works: [{page, media}], pages, files, bytes}. */
export async function wanted(panel) {
  const answer = await fetch(list(panel), { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Fetches what is wanted and not here yet. `tell(done, all)` counts works. Throws where the network or the room ends. */
export async function keep(panel, found, tell) {
  await navigator.serviceWorker.register("/jury/keeper.js", { scope: "/jury" });
  const cache = await caches.open(CACHE);
  localStorage.setItem("jury-kept", found.person);
  const take = async (address, fresh = false) => {
    if (!fresh && (await cache.match(address))) return;
    const answer = await fetch(address, { cache: fresh ? "no-store" : "default" });
    if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
    await cache.put(address, answer);
  };
  for (const address of found.files) await take(address);
  for (const address of found.pages) await take(address, true);
  const queue = [...found.works];
  let done = 0;
  const fetching = Array.from({ length: AT_ONCE }, async () => {
    for (let work = queue.shift(); work; work = queue.shift()) {
      await take(work.page);
      for (const address of work.media) await take(address);
      tell((done += 1), found.works.length);
    }
  });
  await Promise.all(fetching);
  await cache.put(list(panel), new Response(JSON.stringify(found)));
  navigator.storage?.persist?.();
}

export async function throwAway() {
  localStorage.removeItem("jury-kept");
  if (!able) return;
  await caches.delete(CACHE);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}

/** Nobody sees what another juror kept here. */
export async function checkOwner(person) {
  const owner = localStorage.getItem("jury-kept");
  if (owner && owner !== person) await throwAway();
}
