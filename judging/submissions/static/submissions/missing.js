// What is missing is said beside its field in the page's words, all at once; the first one takes the focus.
// Everything else is left to the server, which says it the same way.

for (const form of document.querySelectorAll("form[data-missing]")) {
  form.noValidate = true;
  form.addEventListener("submit", check, { capture: true }); // before a form waits for its file
  form.addEventListener("input", (event) => forget(event.target));
  form.addEventListener("safe", (event) => forget(event.target.querySelector("input[type='file']")));
}

function check(event) {
  const form = event.currentTarget;
  if (event.submitter?.formNoValidate) return;
  const empty = [...form.elements].filter((field) => field.willValidate && field.validity.valueMissing);
  if (!empty.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { missing, missingFile, missingTick } = form.dataset;
  for (const field of empty) tell(field, field.type === "file" ? missingFile : field.type === "checkbox" ? missingTick : missing);
  empty[0].focus();
  empty[0].closest(".field").scrollIntoView({ block: "nearest" });
}

function tell(field, words) {
  const id = `e-${field.name}`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.className = "error";
    line.id = id;
    field.closest(".field").append(line);
  }
  line.textContent = words;
  line.hidden = false;
  field.setAttribute("aria-invalid", "true");
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  field.setAttribute("aria-describedby", [...others, id].join(" "));
}

function forget(field) {
  if (field?.getAttribute("aria-invalid") !== "true") return;
  field.removeAttribute("aria-invalid");
  const line = document.getElementById(`e-${field.name}`);
  if (line) line.hidden = true;
}
