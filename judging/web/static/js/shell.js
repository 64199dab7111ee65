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

// Coming back by the browser's own button, the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
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

// Songs, where there are any.
if (document.querySelector("[data-player]")) import("./player.js");
