// The file is sent as soon as it is chosen, while the rest of the form is filled in. Without this script it goes with the form.

import { filePart, fileSize, percent } from "../js/formats.js";
import { able, Sending, unfinished } from "./sending.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function begin(box) {
  const form = box.closest("form");
  const part = (name) => box.querySelector(`.upload-${name}`);
  const texts = Object.fromEntries(
    [...box.querySelector("template").content.querySelectorAll("li")].map((line) => [line.dataset.text, line.textContent]),
  );
  const input = box.querySelector("input[type='file']");
  const uploadId = box.querySelector("input[name='upload_id']");
  const error = box.querySelector(".error");
  const bar = box.querySelector("progress");
  let sending = null;
  let left = null; // of an earlier visit
  let pressed = null; // the button of a form that waits for its file

  box.classList.add("live");
  input.parentElement.replaceWith(input); // the large button beneath takes the place of the plain field
  input.className = "unseen";
  part("button").hidden = false;

  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) take(file);
  });
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files?.[0];
    if (file) take(file);
  });
  form.addEventListener("submit", (event) => {
    const name = event.submitter?.value;
    if (!sending) return;
    if (name && Number(name) < 3) return; // going back needs no file
    event.preventDefault();
    pressed = event.submitter;
    if (sending.paused) sending.resume();
    note(texts.waiting, "wait");
  });
  part("pause").addEventListener("click", () => (sending.paused ? sending.resume() : sending.pause()));
  part("cancel").addEventListener("click", () => {
    const given = sending ?? left;
    empty();
    part("card").hidden = true;
    part("button").focus();
    return given instanceof Sending ? given.cancel() : given?.forget();
  });
  if (!uploadId.value) unfinished(box.dataset.address).then(remind);

  function empty() {
    sending?.stop();
    sending = left = pressed = null;
    refuse("");
    uploadId.value = "";
    delete box.dataset.name;
    delete box.dataset.size;
    input.value = "";
    input.required = true;
    part("preview").hidden = true;
    part("button").textContent = texts.choose;
  }

  /** What an earlier visit has sent waits for the same file to be chosen. */
  function remind(found) {
    if (!found || sending || uploadId.value) return;
    left = found;
    part("card").hidden = false;
    part("name").textContent = found.name;
    bar.hidden = part("figures").hidden = part("controls").hidden = false;
    part("pause").hidden = true;
    progress(found.sent, found.size, 0);
    note(fill(texts.unfinished, { sent: fileSize(found.sent), size: fileSize(found.size) }), "wait");
    part("button").textContent = texts.same;
  }

  function take(file) {
    empty();
    const limit = Number(box.dataset.limit);
    if (!file.size) return refuse(texts.empty);
    if (file.size > limit) return refuse(fill(texts.large, { size: fileSize(file.size), limit: String(limit / 1e6) }));
    input.required = false; // it goes by itself: the form waits for it, and need not send it again
    part("card").hidden = false;
    part("name").textContent = file.name;
    part("button").textContent = texts.another;
    preview(file);
    bar.hidden = part("figures").hidden = part("controls").hidden = false;
    part("pause").hidden = false;
    progress(0, file.size, 0);
    sending = new Sending(file, box.dataset.address, {
      state: (name, safe) => show(name, safe, file),
      progress: (sent, speed) => {
        progress(sent, file.size, speed);
        if (sent >= file.size) note(texts.storing, "");
      },
      done: (id) => done(file, id),
      refused: (sentence) => refuse(sentence || texts.failed),
    });
    sending.start();
  }

  function show(name, safe, file) {
    const halted = name === "lost" || name === "paused";
    bar.classList.toggle("wait", halted);
    part("pause").textContent = name === "paused" ? texts.resume : texts.pause;
    if (halted) progress(safe, file.size, 0);
    if (pressed && !halted) note(texts.waiting, "wait");
    else note(fill(texts[name], { sent: fileSize(safe) }), halted ? "wait" : "");
  }

  function done(file, id) {
    sending = null;
    uploadId.value = id;
    box.dataset.name = file.name;
    box.dataset.size = file.size;
    bar.classList.remove("wait");
    bar.hidden = part("figures").hidden = part("controls").hidden = true;
    note(`${texts.safe} · ${fileSize(file.size)}`, "ok");
    box.dispatchEvent(new Event("safe", { bubbles: true }));
    if (pressed) form.requestSubmit(pressed);
    pressed = null;
  }

  function refuse(sentence) {
    error.textContent = sentence;
    error.hidden = !sentence;
    input.toggleAttribute("aria-invalid", false);
    if (!sentence) return;
    sending?.stop();
    sending = pressed = null;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "h-file e-file");
    input.value = "";
    input.required = true;
    part("card").hidden = true;
    part("button").focus();
  }

  /** Said aloud when it changes, and only then. */
  function note(sentence, tone) {
    const line = document.createElement("span");
    line.className = tone ? `status ${tone}` : "muted";
    line.textContent = sentence;
    if (part("note").firstElementChild?.outerHTML !== line.outerHTML) part("note").replaceChildren(line);
  }

  function progress(sent, whole, speed) {
    const share = sent / whole;
    bar.value = share;
    part("share").textContent = percent(share);
    part("bytes").textContent = filePart(sent, whole);
    const seconds = speed ? (whole - sent) / speed : 0;
    const text = seconds >= 90 ? texts.minutes : texts.seconds;
    const n = seconds >= 90 ? Math.round(seconds / 60) : Math.max(5, Math.ceil(seconds / 5) * 5);
    part("left").textContent = seconds > 3 ? fill(text, { n }) : "";
    part("speed").textContent = speed ? `${fileSize(speed)}/s` : "";
  }

  function preview(file) {
    const frame = part("preview");
    frame.querySelectorAll("[src]").forEach((old) => URL.revokeObjectURL(old.src));
    frame.replaceChildren();
    const kind = file.type.startsWith("image/") ? "img" : file.type.startsWith("audio/") ? "audio" : "";
    frame.hidden = !kind;
    if (!kind) return;
    const shown = document.createElement(kind);
    shown.src = URL.createObjectURL(file);
    if (kind === "audio") shown.controls = true;
    else {
      shown.className = "preview";
      shown.alt = "";
    }
    shown.addEventListener("error", () => {
      frame.hidden = true; // a format that this browser cannot show may still be a good work
    });
    frame.append(shown);
  }
}

if (able()) document.querySelectorAll(".field.upload").forEach(begin);
