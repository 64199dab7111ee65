// Signing out on this device takes along what was kept here; ballots that wait are sent first.

import { checkOwner, throwAway } from "./kept.js";
import { sendAll, waiting } from "./waiting.js";

const form = document.querySelector("form[data-leaving]");
const { juror } = form.dataset;
await checkOwner(juror);
sendAll(juror, { stay: Boolean(localStorage.getItem("jury-kept")) });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await sendAll(juror);
  const count = waiting(juror).length;
  if (count && !window.confirm(form.dataset.asks.replace("{count}", count))) return;
  await throwAway();
  form.submit();
});
