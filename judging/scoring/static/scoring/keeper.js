// The service worker of the jury's pages: shows what a juror asked to be kept on the device (kept.js) where the network
// or the server is away. It keeps nothing by itself, and knows no marks: those are ballot.js's and waiting.js's.

const CACHE = "jury";
const PATIENCE = 6; // seconds before a page comes from the device although the network has not said no

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/jury/") && pathname.includes("/media/")) event.respondWith(media(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(fixed(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

const find = async (address) => (await caches.has(CACHE)) && (await caches.open(CACHE)).match(address);

const within = (promise, seconds) =>
  Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error("no answer")), seconds * 1000))]);

/** The server's page where it answers, which is then the one that is kept; else the kept one, marked as such. */
async function page(request) {
  const kept = await find(request.url);
  if (!kept) return fetch(request);
  try {
    const answer = await within(fetch(request), PATIENCE);
    if (answer.status === 200) await (await caches.open(CACHE)).put(request.url, answer.clone());
    if (answer.status < 500) return answer;
  } catch {
    // No network, or no patience.
  }
  const text = await kept.text();
  const headers = new Headers(kept.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(text.replace("<html ", "<html data-kept "), { headers });
}

/** Files whose address holds their digest. */
async function fixed(request) {
  return (await find(request.url)) || fetch(request);
}

/** A kept copy; for a size that is not kept, the largest. */
async function media(request, pathname) {
  const kept = await find(pathname);
  if (kept) return part(request, kept);
  try {
    return await fetch(request);
  } catch (error) {
    const large = await find(pathname.replace(/[^/]+$/, "large.webp"));
    if (large) return large;
    throw error;
  }
}

/** Players ask for stretches of a song. */
async function part(request, whole) {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (!range) return whole;
  const bytes = await whole.blob();
  const first = Number(range[1]);
  const last = Math.min(range[2] ? Number(range[2]) : bytes.size - 1, bytes.size - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.size}` } });
  return new Response(bytes.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": whole.headers.get("content-type"),
      "Content-Range": `bytes ${first}-${last}/${bytes.size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
