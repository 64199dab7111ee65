// One file on its way by the protocol tus: cut small, tried again, continued after a lost link or a closed browser.
// Knows no page: `tell` hears what happens.

/* global tus */
const CHUNK = { first: 128 * 1024, least: 64 * 1024, most: 512 * 1024, seconds: 8 };
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds
const SILENCE = 60; // seconds without progress after which a request is taken for dead
const WINDOW = 15; // seconds over which the speed is measured
const WHOLE = 16 * 1024 * 1024; // files up to here are known again by all their bytes
const AGAIN = new Set([408, 409, 423]);
const VANISHED = new Set([404, 410]);

export const able = () => "tus" in window && tus.isSupported;

const mark = (address) => `bv ${address} `;

/** Which file it is. Phones give a picture a new name and time whenever it is chosen, so its bytes decide. */
async function fingerprint(file, address) {
  const told = `${file.size}-${file.name}-${file.lastModified}`;
  if (!window.crypto?.subtle) return mark(address) + told; // no TLS
  const ends = [file.slice(0, 65536), file.slice(-65536), told];
  const bytes = await new Blob(file.size <= WHOLE ? [file] : ends).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return mark(address) + [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** What of an earlier visit waits on the server: {name, size, sent, forget}, or null. */
export async function unfinished(address) {
  const storage = tus.defaultOptions.urlStorage;
  const all = await storage.findAllUploads();
  const own = all.filter((one) => one.urlStorageKey?.startsWith(`tus::${mark(address)}`));
  own.sort((a, b) => new Date(b.creationTime) - new Date(a.creationTime));
  for (const one of own) {
    try {
      const answer = await fetch(one.uploadUrl, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
      const sent = Number(answer.headers.get("Upload-Offset"));
      const forget = async () => {
        storage.removeUpload(one.urlStorageKey);
        await tus.Upload.terminate(one.uploadUrl, tus.defaultOptions).catch(() => {});
      };
      if (answer.ok && sent) return { name: one.metadata.filename, size: one.size, sent, forget };
      if (VANISHED.has(answer.status)) storage.removeUpload(one.urlStorageKey);
    } catch {
      return null; // no network: the next visit asks again
    }
  }
  return null;
}

export class Sending {
  /** `tell` has state(name, bytes that are safe), progress(bytes sent, bytes a second), done(id), refused(sentence). */
  constructor(file, address, tell) {
    this.file = file;
    this.tell = tell;
    this.safe = 0;
    this.waiting = false; // for the network
    this.paused = false;
    this.attempt = 0;
    this.samples = [];
    let known = null;
    this.upload = new tus.Upload(file, {
      endpoint: address,
      chunkSize: CHUNK.first,
      retryDelays: null, // tried again below, as long as it takes
      metadata: { filename: file.name },
      headers: { Accept: "application/json" },
      fingerprint: () => (known ??= fingerprint(file, address)),
      // The library would begin anew where the server cannot say for the moment how far it came.
      onAfterResponse: (request, response) => {
        const status = response.getStatus();
        if (request.getMethod() === "HEAD" && status >= 300 && !VANISHED.has(status)) throw new Error(`HEAD: ${status}`);
        if (response.getHeader("Upload-Offset") !== null && status < 300) this.#begin(Number(response.getHeader("Upload-Offset")));
      },
      onProgress: (sent) => this.#progress(sent),
      onChunkComplete: () => this.#adapt(),
      onSuccess: () => {
        this.stop();
        tell.done(this.upload.url.split("/").pop());
      },
      onError: (error) => this.#failed(error),
    });
    this.online = () => this.waiting && this.#go();
    this.offline = () => !this.paused && this.#lost();
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
  }

  async start() {
    const earlier = await this.upload.findPreviousUploads();
    earlier.sort((a, b) => new Date(b.creationTime) - new Date(a.creationTime));
    if (earlier.length) this.upload.resumeFromPreviousUpload(earlier[0]);
    this.#go();
  }

  pause() {
    this.paused = true;
    this.#halt();
    this.tell.state("paused", this.safe);
  }

  resume() {
    this.paused = false;
    this.attempt = 0;
    this.#go();
  }

  /** Ends it here; what the server has stays there for a while. */
  stop() {
    this.#halt();
    this.paused = true;
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
  }

  /** Ends it here and on the server. */
  async cancel() {
    this.stop();
    await this.upload.abort(true).catch(() => {});
  }

  #halt() {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.waiting = false;
    this.samples = [];
    this.upload.abort();
  }

  #go() {
    this.#halt();
    if (!this.attempt) this.tell.state("sending", this.safe); // else "lost" stays true until the server answers
    this.#guard();
    this.upload.start();
  }

  /** A request on a link that died silently would hang for many minutes. */
  #guard() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.#lost(), SILENCE * 1000);
  }

  #begin(offset) {
    if (!this.samples.length) this.tell.state(offset ? "continuing" : "sending", offset);
    this.safe = offset;
  }

  #progress(sent) {
    this.#guard();
    const now = performance.now() / 1000;
    this.samples.push([now, sent]);
    while (this.samples.length > 2 && now - this.samples[0][0] > WINDOW) this.samples.shift();
    this.tell.progress(sent, this.#speed());
  }

  #speed() {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    return first && last[0] - first[0] > 1 ? (last[1] - first[1]) / (last[0] - first[0]) : 0;
  }

  /** Some seconds' worth a request: little is lost with one on a slow link, few are needed on a fast one. */
  #adapt() {
    this.attempt = 0;
    const speed = this.#speed();
    const wanted = speed ? Math.round(speed * CHUNK.seconds) : CHUNK.most;
    this.upload.options.chunkSize = Math.min(CHUNK.most, Math.max(CHUNK.least, wanted));
  }

  #failed(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    const began = error.originalRequest?.getMethod() === "POST";
    const refused = status >= 400 && status < 500 && !AGAIN.has(status) && (began || !VANISHED.has(status));
    if (!refused) return this.#lost();
    this.stop();
    let sentence = "";
    try {
      sentence = JSON.parse(error.originalResponse.getBody()).error;
    } catch {
      // A proxy's answer: the page has a sentence of its own.
    }
    return this.tell.refused(sentence);
  }

  #lost() {
    const wait = WAITS[Math.min(this.attempt, WAITS.length - 1)];
    this.#halt();
    this.attempt += 1;
    this.waiting = true;
    this.tell.state("lost", this.safe);
    this.timer = setTimeout(() => this.#go(), wait * 1000);
  }
}
