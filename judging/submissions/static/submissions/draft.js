// What is typed stays in this tab until the work is sent, so that a reload or a language switch loses nothing.

const form = document.querySelector("form[data-draft]");
if (form) {
  // A page that answers a form asks for it to be sent again on Back and on reload; now the first page comes, filled in.
  history.replaceState(history.state, "", location.href);
  const key = `bv-draft:${form.dataset.draft}`;
  const skipped = new Set(["kept", "step", "go", "file", "entry_id"]);
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key) || "{}");
    } catch {
      return {};
    }
  };
  const kept = form.elements.kept;
  const upload = form.querySelector(".field.upload");

  const save = () => {
    const values = { ...JSON.parse(kept.value || "{}") };
    for (const field of form.elements) {
      if (!field.name || skipped.has(field.name)) continue;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      values[field.name] = field.value;
    }
    const file = upload?.dataset.name ? { name: upload.dataset.name, size: Number(upload.dataset.size) } : read().file;
    try {
      sessionStorage.setItem(key, JSON.stringify({ values, file }));
    } catch {
      // A full or forbidden store: the form itself still holds everything.
    }
  };

  // A fresh first page: what was typed before comes back. The server's own answers are never overwritten.
  const earlier = read();
  if (kept.value === "{}" && earlier.values) {
    const others = {};
    for (const [name, value] of Object.entries(earlier.values)) {
      const field = form.elements[name];
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value ||= value;
      else if (field instanceof HTMLSelectElement) field.value = value;
      else others[name] = value;
    }
    kept.value = JSON.stringify(others);
    if (upload && earlier.file && form.elements.upload_id?.value) {
      upload.querySelector(".upload-card").hidden = false;
      upload.querySelector(".upload-name").textContent = earlier.file.name;
      upload.querySelector(".bar").hidden = true;
      const safe = document.createElement("span");
      safe.className = "status ok";
      safe.textContent = upload.querySelector("template").content.querySelector("[data-text='safe']").textContent;
      upload.querySelector(".upload-note").replaceChildren(safe);
      upload.querySelector("input[type='file']").required = false;
    }
  }
  form.addEventListener("input", save);
  form.addEventListener("safe", save);
  form.addEventListener("submit", save);
}
