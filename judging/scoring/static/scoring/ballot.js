// One ballot: marks are kept as they are given. What the server has not acknowledged yet stays on this device and is
// sent again, after a lost connection, a restarted server or a new sign-in. Without script the form does it all.

import { number } from "../js/formats.js";
import { checkOwner, isCopy, kept } from "./kept.js";
import { forget, isRefused, keep, post, read, sendAll, settle } from "./waiting.js";

const form = document.querySelector("[data-ballot]");
const status = document.querySelector("[data-saved]");
const AGAIN = [4, 8, 15, 30]; // seconds between attempts

if (form instanceof HTMLFormElement && status instanceof HTMLElement && form.querySelector("button[type='submit']")) {
  const { person, base } = form.dataset;
  let stay = null; // whether works are kept on this device; null until that is known
  const asked = checkOwner(person).then(async () => (stay = Boolean(await kept(base.split("/")[2]))));
  const total = document.querySelector("[data-total]");
  const lacking = document.querySelector("[data-missing]");
  let version = Number(form.dataset.version);
  let waiting = 0;
  let failures = 0;
  let running = null;
  let changed = 0; // counts what was typed
  let safe = 0; // up to here the server has it
  let done = false; // whether the juror went on to the next work

  const say = (tone, text, link) => {
    status.className = `saved status ${tone}`;
    status.replaceChildren(text, ...(link ? [" ", link] : []));
  };

  const marks = () => {
    const scores = {};
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("mark-")) scores[name.slice(5)] = Number(value);
    }
    return { scores, note: form.elements.note.value, flagged: form.elements.flagged.checked, version, done };
  };

  const signIn = () => {
    const link = document.createElement("a");
    link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = status.dataset.textSignIn;
    return link;
  };

  const later = () => {
    say("wait", keep(person, base, marks()) ? status.dataset.textKept : status.dataset.textUnkept);
    waiting = window.setTimeout(save, 1000 * AGAIN[Math.min(failures, AGAIN.length - 1)]);
    failures += 1;
  };

  // Weights sum to 100; two places, half up, as the server counts.
  const tally = () => {
    const given = [...form.querySelectorAll(".marks input:checked")];
    const sum = given.reduce((all, one) => all + Number(one.closest("[data-weight]").dataset.weight) * Number(one.value), 0);
    total.textContent = given.length ? number(Math.round(sum) / 100, 2) : "–";
    const missing = form.querySelectorAll(".marks").length - given.length;
    const text = missing ? lacking.dataset.textPartial : lacking.dataset.textWhole;
    lacking.textContent = text.replace("{count}", missing);
  };

  const saved = (body, at) => {
    version = body.version;
    failures = 0;
    safe = at;
    if (changed !== at) {
      keep(person, base, marks()); // what was typed meanwhile now follows this version
      return;
    }
    settle(person, base, marks(), stay);
    say("ok", status.dataset.textSaved.replace("{time}", body.at));
  };

  const send = async () => {
    const at = changed;
    say("wait", status.dataset.textSaving);
    const { status: code, body } = await post(base, marks());
    await asked;
    if (code === 200) {
      saved(body, at);
      return true;
    }
    if (code === 401) {
      say("call", keep(person, base, marks()) ? status.dataset.textSignedOut : status.dataset.textUnkept, signIn());
    } else if (isRefused(code)) {
      forget(person, base);
      say("call", body.error);
    } else {
      later();
    }
    return false;
  };

  // One at a time; what was typed meanwhile goes after it.
  const save = () => {
    window.clearTimeout(waiting);
    running ??= (async () => {
      while ((await send()) && safe !== changed);
      running = null;
    })();
    return running;
  };

  const touch = (delay) => {
    changed += 1;
    keep(person, base, marks());
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, delay);
  };
  form.addEventListener("change", () => {
    tally();
    touch(0);
  });
  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) touch(900);
  });
  const others = () => sendAll(person, { except: base, stay });
  window.addEventListener("online", () => (safe !== changed ? save() : others()));
  asked.then(others);

  // While something is unsent, going on would lead to the browser's own page of errors: it is sent first. Where works
  // are kept on the device, a whole ballot waits there, and the next work is there too.
  let handing = false; // to the server's own form, which says what is missing
  form.addEventListener("submit", async (event) => {
    if (handing || (safe === changed && stay === false)) return;
    event.preventDefault();
    window.clearTimeout(waiting);
    await asked;
    done = stay && [...form.querySelectorAll(".marks")].every((row) => row.querySelector("input:checked"));
    if (done) touch(0);
    await save();
    if (done && (safe === changed || read(person, base)?.done)) {
      window.clearTimeout(waiting); // the next page sends it
      window.location.assign(form.dataset.next);
      return;
    }
    handing = !done && safe === changed && !failures;
    done = false;
    if (handing) form.requestSubmit();
  });

  // What an earlier visit could not send, unless the server has had something newer since. A copy from the device may be
  // older than what the server acknowledged.
  const before = read(person, base);
  if (before && (isCopy ? before.version >= version : before.version === version && !before.safe)) {
    version = before.version;
    for (const input of form.querySelectorAll(".marks input")) {
      input.checked = String(before.scores[input.name.slice(5)] ?? "") === input.value;
    }
    form.elements.note.value = before.note;
    form.elements.flagged.checked = before.flagged;
    done = Boolean(before.done);
    tally();
    if (before.safe) say("ok", status.dataset.textCopySafe);
    else touch(0);
  } else {
    if (!before?.safe || before.version < version) forget(person, base);
    if (isCopy) say("wait", status.dataset.textCopy);
  }
  if (isCopy) {
    form.querySelector("[href$='/abstain']").hidden = true; // it asks the server
    document.querySelectorAll(".filmstrip a").forEach((one) => {
      if (read(person, new URL(one.href).pathname)) one.parentElement.classList.replace("todo", "done");
    });
  }

  // By the browser's Back button the page as it stood would come out of its memory, with marks that are older.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  // Taking the last mark back, as often as marks were given on this page.
  const undo = form.querySelector("[data-undo]");
  const rows = () => [...form.querySelectorAll(".marks")].map((row) => row.querySelector("input:checked"));
  const steps = [];
  let last = rows();
  form.addEventListener("change", (event) => {
    if (!event.target.closest(".marks")) return;
    steps.push(last);
    last = rows();
    undo.hidden = false;
  });
  const back = () => {
    const step = steps.pop();
    if (!step) return;
    form.querySelectorAll(".marks").forEach((row, index) => {
      row.querySelectorAll("input").forEach((input) => {
        if (input.checked !== (input === step[index])) (step[index] ?? input).focus({ preventScroll: true });
        input.checked = input === step[index];
      });
    });
    last = step;
    undo.hidden = !steps.length;
    tally();
    touch(0);
  };
  undo.addEventListener("click", back);

  // Digits mark the row that has the focus; 1 and soon after it 0 is ten.
  const hint = form.querySelector("[data-keys]");
  hint.hidden = !matchMedia("(hover: hover) and (pointer: fine)").matches || localStorage.getItem("keys") === "known";
  hint.querySelector("button").addEventListener("click", () => {
    hint.hidden = true;
    localStorage.setItem("keys", "known");
  });

  let pending = "";
  let pendingRow = null;
  let forgetting = 0;
  const choose = (row, value) => {
    const input = row.querySelector(`input[value="${value}"]`);
    if (!(input instanceof HTMLInputElement) || input.disabled) return false;
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  form.addEventListener("keydown", (event) => {
    const row = event.target instanceof HTMLElement ? event.target.closest(".marks") : null;
    if (!row || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      back();
    }
    if (event.ctrlKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    localStorage.setItem("keys", "known");
    const two = row === pendingRow && pending !== "" && choose(row, pending + event.key);
    if (two) steps.pop(); // the first digit was no mark of its own
    pending = !two && choose(row, event.key) ? event.key : "";
    pendingRow = row;
    window.clearTimeout(forgetting); // that of an earlier digit must not cut this one's time short
    forgetting = window.setTimeout(() => {
      pending = "";
    }, 1000);
  });

  const first = form.querySelector(".marks input:checked") ?? form.querySelector(".marks input");
  if (first instanceof HTMLElement && !document.querySelector("[aria-invalid]") && window.innerWidth >= 896) {
    first.focus({ preventScroll: true });
  }
}
