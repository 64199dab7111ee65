// The juror's page: marks are saved as they are given, keys 0–9 mark the row that has the focus, tools change the view.

const form = document.querySelector("[data-ballot]");
const status = document.querySelector("[data-saved]");

if (form instanceof HTMLFormElement && status instanceof HTMLElement) {
  const total = document.querySelector("[data-total]");
  const lacking = document.querySelector("[data-missing]");
  let version = Number(form.dataset.version);
  let waiting = 0;
  let running = false;
  let again = false;

  const say = (tone, text) => {
    status.className = `saved status ${tone}`;
    status.textContent = text;
  };

  const marks = () => {
    const scores = {};
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("mark-")) scores[name.slice(5)] = Number(value);
    }
    return { scores, note: form.elements.namedItem("note").value, version };
  };

  const save = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    say("wait", status.dataset.textSaving);
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(marks()),
      });
      const body = await answer.json();
      if (!answer.ok) {
        say("call", body.message ?? body.detail ?? status.dataset.textFailed);
        return;
      }
      version = body.version;
      total.textContent = body.total;
      const text = body.missing ? lacking.dataset.textPartial : lacking.dataset.textWhole;
      lacking.textContent = text.replace("{count}", body.missing);
      say("ok", status.dataset.textSaved.replace("{time}", body.at));
    } catch {
      say("wait", status.dataset.textFailed);
      waiting = window.setTimeout(save, 4000);
    } finally {
      running = false;
      if (again) save();
    }
  };

  const soon = (delay) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, delay);
  };
  form.addEventListener("change", () => soon(0));
  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) soon(900);
  });
  form.addEventListener("submit", () => window.clearTimeout(waiting));

  // Digits mark the row that has the focus; 1 and soon after it 0 is ten.
  let pending = "";
  let pendingRow = null;
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
    if (!row || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    const before = row === pendingRow ? pending : "";
    const two = before !== "" && choose(row, before + event.key);
    pending = !two && choose(row, event.key) ? event.key : "";
    pendingRow = row;
    window.setTimeout(() => {
      pending = "";
    }, 700);
  });

  const first = form.querySelector(".marks input:checked") ?? form.querySelector(".marks input");
  if (first instanceof HTMLElement && !document.querySelector("[aria-invalid]") && window.innerWidth >= 896) {
    first.focus({ preventScroll: true });
  }
}

// Bring the present work into the strip's middle without moving the page.
const strip = document.querySelector(".filmstrip");
const present = strip?.querySelector("[aria-current]");
if (strip && present) {
  const [outer, inner] = [strip.getBoundingClientRect(), present.getBoundingClientRect()];
  strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

const tools = document.querySelector("[data-tools]");
if (tools instanceof HTMLElement) tools.hidden = false;

const press = (button, group) => {
  group.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
};

// Fit, one picture point per screen point, or the size on paper (a CSS centimetre; screens differ a little).
const frame = document.querySelector("[data-frame]");
const views = [...document.querySelectorAll("[data-view]")];
if (frame instanceof HTMLElement) {
  const picture = frame.querySelector("img");
  views.forEach((button) =>
    button.addEventListener("click", () => {
      press(button, views);
      const view = button.dataset.view;
      frame.classList.toggle("loose", view !== "fit");
      if (view === "full") {
        frame.querySelector("source")?.setAttribute("sizes", "2400px");
        picture.style.width = `${picture.getAttribute("width")}px`;
      } else if (view === "real") {
        picture.style.width = `${frame.dataset.widthCm}cm`;
      } else {
        picture.style.width = "";
      }
    }),
  );
}

// Neutral grounds from light to dark (ISO 3664: no tint around a judged picture).
const ground = document.querySelector("[data-ground]");
const stage = document.querySelector(".stage");
if (ground instanceof HTMLElement && stage instanceof HTMLElement) {
  const steps = ["", "ground-mid", "ground-dark"];
  const use = (step) => {
    stage.classList.remove("ground-mid", "ground-dark");
    if (step) stage.classList.add(step);
  };
  let at = Math.max(0, steps.indexOf(localStorage.getItem("ground") ?? ""));
  use(steps[at]);
  ground.addEventListener("click", () => {
    at = (at + 1) % steps.length;
    use(steps[at]);
    localStorage.setItem("ground", steps[at]);
  });
}

// Reading size, kept for all works.
const reading = document.querySelector("[data-reading]");
const sizes = [...document.querySelectorAll("[data-size]")];
if (reading instanceof HTMLElement && sizes.length) {
  const use = (size) => {
    reading.dataset.size = size;
    press(sizes.find((button) => button.dataset.size === size) ?? sizes[0], sizes);
  };
  use(localStorage.getItem("reading-size") ?? "1");
  sizes.forEach((button) =>
    button.addEventListener("click", () => {
      use(button.dataset.size);
      localStorage.setItem("reading-size", button.dataset.size);
    }),
  );
}
