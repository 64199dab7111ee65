// Many files, one after the other, each resumable; what has arrived belongs to the envelope at once.
// Without this script the form sends them whole.

import { able, Sending } from "../submissions/sending.js";

const language = document.documentElement.lang;
const megabytes = (bytes) => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / 1e6);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function begin(form) {
  const part = (name) => form.querySelector(`.many-${name}`);
  const texts = Object.fromEntries([...form.querySelector("template").content.querySelectorAll("li")].map((line) => [line.dataset.text, line.textContent]));
  const input = form.querySelector("input[type='file']");
  const button = form.querySelector("button");
  const bar = form.querySelector("progress");
  const limit = Number(form.dataset.limit);
  let queue = [];
  let done = 0;
  let all = 0;
  let bytes = 0; // of the files that are finished
  let total = 0;
  let busy = false;
  let added = 0;
  let problems = 0;

  input.required = false;
  button.hidden = true;
  input.addEventListener("change", () => add([...input.files]));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    add([...(event.dataTransfer?.files ?? [])]);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => busy && event.preventDefault());

  function add(files) {
    input.value = "";
    if (!files.length) return;
    queue.push(...files);
    all += files.length;
    total += files.reduce((sum, file) => sum + file.size, 0);
    part("progress").hidden = false;
    show(0);
    if (!busy) next();
  }

  function show(sent) {
    bar.value = total ? (bytes + sent) / total : 1;
    part("count").textContent = fill(texts.count, { done, all });
  }

  function next() {
    const file = queue.shift();
    busy = Boolean(file);
    if (!file) return finish();
    part("name").textContent = file.name;
    if (!file.size) return over(file, texts.empty);
    if (file.size > limit) return over(file, fill(texts.large, { size: megabytes(file.size), limit: limit / 1e6 }));
    new Sending(file, form.dataset.uploads, {
      state: (name) => (part("note").textContent = name === "lost" ? texts.lost : ""),
      progress: (sent) => show(sent),
      done: (id) => claim(file, id),
      refused: (sentence) => over(file, sentence || texts.failed),
    }).start();
  }

  /** The server is told that the file belongs here; asked again as long as there is no answer. */
  async function claim(file, id, wait = 1) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ upload_id: id }), headers: { Accept: "application/json" } });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const told = await answer.json();
      return over(file, told.problems?.[0] ?? (answer.ok ? "" : texts.failed));
    } catch {
      part("note").textContent = texts.lost;
      setTimeout(() => claim(file, id, Math.min(30, wait * 2)), wait * 1000);
    }
  }

  function over(file, problem) {
    done += 1;
    bytes += file.size;
    if (problem) {
      problems += 1;
      const line = document.createElement("li");
      line.textContent = `${file.name}: ${problem}`;
      part("problems").append(line);
    } else added += 1;
    show(0);
    next();
  }

  function finish() {
    part("name").textContent = "";
    if (!problems) return location.assign(`${location.pathname}?done=file-${added}-0#files`);
    const link = document.createElement("a");
    link.href = `${location.pathname}?done=file-${added}-${problems}#files`;
    link.textContent = texts.look;
    part("note").replaceChildren(`${texts.ready} `, link);
  }
}

if (able()) document.querySelectorAll("form.many").forEach(begin);
