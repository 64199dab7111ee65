// Small helps that every page shares. Without script all of it still works, only less comfortably.

// The first wrong field takes the focus (autofocus alone is ignored when the page is reached with a fragment).
const wrong = document.querySelector("[aria-invalid='true'], [role='alert'][autofocus]");
if (wrong instanceof HTMLElement) wrong.focus();

// A form is sent once: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelectorAll("button[type='submit']").forEach((button) => button.setAttribute("aria-disabled", "true"));
});

// What takes a moment says so on its button: <form data-busy="Being computed …">.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = form instanceof HTMLFormElement && form.dataset.busy ? event.submitter : null;
  if (!button || event.defaultPrevented) return;
  button.dataset.said ??= button.textContent;
  window.setTimeout(() => {
    if (form.dataset.sent) button.textContent = form.dataset.busy;
  }, 300);
});

// What is made while one waits for it: the link says so, and stops when the file is there or could not be made.
document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[download][data-busy]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  const said = [...link.childNodes];
  link.ariaBusy = "true";
  link.replaceChildren(link.dataset.busy);
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = name ? name[1] : "";
    file.click();
    window.setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
    link.replaceChildren(...said);
  } catch {
    link.replaceChildren(...said);
    const wrong = Object.assign(document.createElement("span"), { className: "error", role: "alert" });
    wrong.textContent = link.dataset.failed;
    if (link.nextElementSibling?.className !== "error") link.after(wrong);
  }
  link.ariaBusy = "false";
});

// Coming back by the browser's own button, the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => {
      button.removeAttribute("aria-disabled");
      if (button.dataset.said) button.textContent = button.dataset.said;
    });
  });
});

// What cannot be undone is typed to be confirmed: <form data-confirm="the word"> with an input named "confirm".
document.querySelectorAll("form[data-confirm]").forEach((form) => {
  const input = form.querySelector("[name='confirm']");
  const button = form.querySelector("button[type='submit']");
  if (!(input instanceof HTMLInputElement) || !(button instanceof HTMLButtonElement)) return;
  // Marks and capitals do not matter: not every keyboard writes them.
  const plain = (text) => text?.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  const check = () => {
    button.disabled = plain(input.value) !== plain(form.dataset.confirm);
  };
  input.addEventListener("input", check);
  check();
});

// A chosen file is named in its field; several are counted. The browser may bring a choice back, so it is looked at once.
const name = (input) => {
  const [box, files] = [input.closest(".file"), [...input.files]];
  if (!box) return; // another script has taken it over
  const said = box.querySelector(".file-name");
  said.dataset.none ??= said.textContent;
  said.textContent = files.length > 1 ? said.dataset.many.replace("{n}", files.length) : (files[0]?.name ?? said.dataset.none);
  box.toggleAttribute("data-chosen", files.length > 0);
};
document.querySelectorAll(".file > input").forEach((input) => {
  input.addEventListener("change", () => name(input));
  name(input);
});

// Songs, where there are any.
if (document.querySelector("[data-player]")) import("./player.js");
