// One box ticks all of the page, where there is a script.
const form = document.querySelector("[data-many]");
const all = form?.querySelector("[data-all]");
const boxes = [...(form?.querySelectorAll("input[name=code]") ?? [])];

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  form.addEventListener("change", () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  });
}
