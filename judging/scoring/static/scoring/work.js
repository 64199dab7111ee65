// The work on its stage: views of a picture, its neutral ground, the size of letters, the strip of one's own order.

// Bring the present work into the strip's middle without moving the page.
const strip = document.querySelector(".filmstrip");
const present = strip?.querySelector("[aria-current]");
if (strip && present) {
  const [outer, inner] = [strip.getBoundingClientRect(), present.getBoundingClientRect()];
  strip.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

const tools = document.querySelector("[data-tools]");
if (tools instanceof HTMLElement) tools.hidden = false;

// Page keys turn the work over wherever the focus is, the note excepted: the hands stay on the marks.
document.addEventListener("keydown", (event) => {
  const down = { PageDown: 1, PageUp: -1 }[event.key];
  const stage = document.querySelector(".stage");
  if (!down || event.target instanceof HTMLTextAreaElement || stage.scrollHeight <= stage.clientHeight) return;
  event.preventDefault();
  stage.scrollBy({ top: down * stage.clientHeight * 0.9 });
});

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
