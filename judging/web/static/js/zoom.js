// Looking close. The viewer is fetched when somebody first asks for it; whatever fails, the link to the largest copy is there.

const template = document.querySelector("template#zoom");
const links = [...document.querySelectorAll("a[data-zoom-picture]")];

if (template instanceof HTMLTemplateElement && links.length) {
  let opening = false;

  const look = async (link) => {
    // Of a page that is kept on a device the tiles are not: the largest copy is.
    if (document.documentElement.hasAttribute("data-kept")) return window.location.assign(link.href);
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

  links.forEach((link) => link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a window of its own
    event.preventDefault();
    look(link);
  }));
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => look(links[0])));

  // The key z, unless one is writing; where several works stand, it is for the first of them.
  document.addEventListener("keydown", (event) => {
    const writing = event.target instanceof Element && event.target.closest("textarea, select, input:not([type='radio'])");
    if (event.key.toLowerCase() !== "z" || event.ctrlKey || event.metaKey || event.altKey || writing) return;
    event.preventDefault();
    look(links[0]);
  });
}
