// A document: from page to page, and the same words as plain text, whose size can be chosen. Without script the pages
// stand one below the other, with the text under them.

const pages = document.querySelector("[data-pages]");
const images = [...pages.querySelectorAll(":scope > img")];
const said = document.querySelector("[data-at]");
const stage = pages.closest(".stage");

// The page that stands at the top of what is seen.
const present = () => {
  const edge = Math.max(0, stage.getBoundingClientRect().top) + innerHeight * 0.3;
  return Math.max(0, images.findLastIndex((image) => image.getBoundingClientRect().top <= edge));
};

const turns = [...document.querySelectorAll("[data-turn]")];
const show = () => {
  if (said) said.textContent = said.dataset.at.replace("{number}", present() + 1);
};
turns.forEach((button) =>
  button.addEventListener("click", () => {
    const next = images[Math.min(images.length - 1, Math.max(0, present() + Number(button.dataset.turn)))];
    next.scrollIntoView({ block: "start" });
  }),
);
for (const scrolled of [stage, window]) scrolled.addEventListener("scroll", show, { passive: true });

const asText = document.querySelector("[data-as-text]");
const text = pages.querySelector("details");
if (asText && text) {
  const use = (on) => {
    asText.setAttribute("aria-pressed", String(on));
    stage.classList.toggle("as-text-only", on);
    text.open = on;
  };
  use(localStorage.getItem("reading-as") === "text");
  asText.addEventListener("click", () => {
    const on = asText.getAttribute("aria-pressed") !== "true";
    use(on);
    localStorage.setItem("reading-as", on ? "text" : "pages");
    stage.scrollTop = 0;
  });
}
