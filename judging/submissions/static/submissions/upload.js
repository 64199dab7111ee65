// The file is sent as soon as it is chosen, while the rest of the form is filled in. Without this script it goes with the form.

const RETRY_SECONDS = [2, 4, 8, 15, 30];
const language = document.documentElement.lang;
const decimal = (digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const megabytes = (bytes) => decimal(1).format(bytes / 1e6);

function begin(box) {
  const form = box.closest("form");
  const part = (name) => box.querySelector(`.upload-${name}`);
  const texts = Object.fromEntries(
    [...box.querySelector("template").content.querySelectorAll("li")].map((line) => [line.dataset.text, line.textContent]),
  );
  const input = box.querySelector("input[type='file']");
  const uploadId = box.querySelector("input[name='upload_id']");
  const error = box.querySelector(".error");
  const figures = box.querySelector(".bar-figures");
  const bar = box.querySelector("progress");
  let request = null;
  let pressed = null; // the button of a form that waits for its file
  let attempt = 0;
  let timer = 0;

  box.classList.add("live");
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
    if (!request && !timer) return;
    if (name && Number(name) < 3) return; // going back needs no file
    event.preventDefault();
    pressed = event.submitter;
    note(texts.waiting, "wait");
  });
  window.addEventListener("online", () => {
    if (timer) retryNow();
  });
  let retryNow = () => {};

  function take(file) {
    stop();
    refuse("");
    uploadId.value = "";
    forget();
    const limit = Number(box.dataset.limit);
    if (!file.size) return refuse(texts.empty);
    if (file.size > limit) {
      return refuse(texts.large.replace("{size}", megabytes(file.size)).replace("{limit}", String(limit / 1e6)));
    }
    part("card").hidden = false;
    part("name").textContent = file.name;
    part("button").textContent = texts.another;
    preview(file);
    attempt = 0;
    send(file);
  }

  function send(file) {
    const started = performance.now();
    const body = new FormData();
    body.append("file", file, file.name);
    request = new XMLHttpRequest();
    request.open("POST", box.dataset.address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    bar.hidden = figures.hidden = false;
    progress(0, file.size, 0);
    note(texts.sending, "");
    request.upload.onprogress = (event) => {
      progress(Math.min(event.loaded, file.size), file.size, (performance.now() - started) / 1000);
      if (event.loaded >= event.total) note(texts.storing, "");
    };
    request.onload = () => {
      const answer = request.response;
      const status = request.status;
      request = null;
      if (status === 200 && answer?.upload_id) return done(file, answer);
      if (status >= 500 || status === 429 || status === 0) return again(file);
      refuse(answer?.error || texts.failed);
    };
    request.onerror = request.ontimeout = () => {
      request = null;
      again(file);
    };
    request.send(body);
  }

  function again(file) {
    const wait = RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)];
    attempt += 1;
    bar.classList.add("wait");
    note(texts.lost, "wait");
    retryNow = () => {
      clearTimeout(timer);
      timer = 0;
      bar.classList.remove("wait");
      send(file);
    };
    timer = setTimeout(retryNow, wait * 1000);
  }

  function done(file, answer) {
    uploadId.value = answer.upload_id;
    box.dataset.name = file.name;
    box.dataset.size = answer.size;
    input.required = false;
    input.value = ""; // it is there already: the form need not send it again
    progress(file.size, file.size, 0);
    bar.hidden = figures.hidden = true;
    note(`${texts.safe} · ${megabytes(answer.size)} MB`, "ok");
    part("button").textContent = texts.another;
    box.dispatchEvent(new Event("safe", { bubbles: true }));
    if (pressed) form.requestSubmit(pressed);
    pressed = null;
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    request?.abort();
    request = null;
    bar.classList.remove("wait");
  }

  function refuse(sentence) {
    error.textContent = sentence;
    error.hidden = !sentence;
    input.toggleAttribute("aria-invalid", false);
    if (!sentence) return;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "h-file e-file");
    input.value = "";
    input.required = true;
    part("card").hidden = true;
    pressed = null;
    part("button").focus();
  }

  function forget() {
    delete box.dataset.name;
    delete box.dataset.size;
  }

  function note(sentence, tone) {
    part("note").replaceChildren();
    const line = document.createElement("span");
    if (tone) line.className = `status ${tone}`;
    else line.className = "muted";
    line.textContent = sentence;
    part("note").append(line);
  }

  function progress(sent, whole, seconds) {
    const share = whole ? sent / whole : 0;
    bar.value = share;
    part("share").textContent = new Intl.NumberFormat(language, { style: "percent" }).format(share).replace(/(\d)%/, language === "vi" ? "$1\u00a0%" : "$1%");
    part("bytes").textContent = `${megabytes(sent)} / ${megabytes(whole)} MB`;
    const left = share > 0.01 && seconds > 2 ? (seconds / share) * (1 - share) : 0;
    const text = left >= 90 ? texts.minutes.replace("{n}", String(Math.round(left / 60))) : texts.seconds.replace("{n}", String(Math.ceil(left)));
    part("left").textContent = left > 3 ? text : "";
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

document.querySelectorAll(".field.upload").forEach(begin);
