// Looking close. The viewer is fetched when somebody first asks for it; whatever fails, the link to the largest copy is there.

const template = document.querySelector("template#zoom");
const link = document.querySelector("a[data-zoom-picture]");

if (template instanceof HTMLTemplateElement && link instanceof HTMLAnchorElement) {
  let opening = false;

  const look = async () => {
    if (opening || document.querySelector("dialog[open]")) return;
    opening = true;
    try {
      const { open } = await import(template.dataset.viewer);
      await open(template, link);
    } catch {
      window.location.assign(link.href);
    } finally {
      opening = false;
    }
  };

  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a window of its own
    event.preventDefault();
    look();
  });
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", look));

  // The key z, unless one is writing.
  document.addEventListener("keydown", (event) => {
    const writing = event.target instanceof Element && event.target.closest("textarea, select, input:not([type='radio'])");
    if (event.key.toLowerCase() !== "z" || event.ctrlKey || event.metaKey || event.altKey || writing) return;
    event.preventDefault();
    look();
  });
}
