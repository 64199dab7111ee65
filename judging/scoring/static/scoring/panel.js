// The juror's list of works: keeping them on this device, and ballots that wait here for the network.

import { able, checkOwner, isCopy, keep, kept, throwAway, wanted } from "./kept.js";
import { read, sendAll, waiting } from "./waiting.js";

const here = document.querySelector("[data-juror]");
const { juror, panel } = here.dataset;
const box = document.querySelector("[data-keeping]");
const note = document.querySelector("[data-waiting]");
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

await checkOwner(juror);
if (isCopy) document.querySelectorAll("[data-confirm]").forEach((one) => one.closest("section").remove()); // it asks the server

// What waits: told in the list beside its work and in a sentence above it, then sent.
const showWaiting = () => {
  const bases = waiting(juror);
  note.hidden = !bases.length;
  note.querySelector("span").textContent = say(note.dataset.text, { count: bases.length });
  document.querySelectorAll("[data-work]").forEach((one) => {
    const told = one.querySelector("[data-here]");
    const [waits, was] = [bases.includes(one.dataset.work), isCopy && read(juror, one.dataset.work)];
    told.hidden = !waits && !was;
    told.previousElementSibling.hidden = !told.hidden; // the server's word is older
    told.className = `status ${waits ? "wait" : "ok"}`;
    told.textContent = waits ? one.parentElement.dataset.waits : one.parentElement.dataset.was;
  });
  return bases.length;
};
const refusals = [];
const send = async () => {
  if (!showWaiting()) return;
  let sent = 0;
  const told = (base, status, body) => {
    if (status === 200) sent += 1;
    else if (body?.error) refusals.push(`${base.split("/").pop()}: ${body.error}`);
  };
  await sendAll(juror, { told, stay: Boolean(await kept(panel)) });
  if (showWaiting()) window.setTimeout(send, 15_000);
  else if (sent && !refusals.length) window.location.reload(); // the server's own list
  if (refusals.length) {
    note.hidden = false;
    note.querySelector("span").textContent = refusals.join(" ");
  }
};
window.addEventListener("online", send);
send();

if (able && box) {
  const [summary, text, button] = ["[data-summary]", "[data-text]", "button"].map((one) => box.querySelector(one));
  let found = null;

  const show = async () => {
    const had = await kept(panel);
    summary.textContent = had ? say(box.dataset.kept, { all: had.works.length }) : "";
    button.textContent = had ? box.dataset.remove : box.dataset.keep;
    button.onclick = had ? remove : fetchAll;
    return had;
  };
  const remove = async () => {
    await throwAway();
    text.textContent = "";
    await show();
  };
  const fetchAll = async () => {
    button.disabled = true;
    try {
      found ??= await wanted(panel);
      await keep(panel, found, (done, all) => {
        text.textContent = say(box.dataset.progress, { done, all });
      });
      text.textContent = "";
    } catch (error) {
      text.textContent = error.name === "QuotaExceededError" ? box.dataset.full : box.dataset.lost;
    }
    button.disabled = false;
    await show();
  };

  box.hidden = false;
  const had = await show();
  // Works that were assigned since, and pages as they are now.
  if (had && !isCopy) fetchAll();
  box.addEventListener("toggle", async () => {
    if (!box.open || had || found || isCopy) return;
    try {
      found = await wanted(panel);
      text.textContent = say(box.dataset.size, { size: found.size });
    } catch {
      text.textContent = box.dataset.lost;
    }
  });
}
