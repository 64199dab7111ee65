// The receipt: drafts are no longer needed, the timeline follows the check of the file, and there is a button to print.

for (const key of Object.keys(sessionStorage)) if (key.startsWith("bv-draft:")) sessionStorage.removeItem(key);

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

const WAITS = [1, 2, 3, 5, 8, 13, 21, 34, 60];

// While the file is looked at, the page is asked again. What is found wrong changes the whole page, so it is shown anew.
async function follow(round) {
  const shown = document.querySelector("#progress[data-waiting]");
  if (!shown || round >= WAITS.length) return;
  await new Promise((wake) => setTimeout(wake, WAITS[round] * 1000));
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#progress");
    if (!answer.ok) return;
    if (page.querySelector(".notice.call") || !fresh) {
      location.reload();
      return;
    }
    shown.replaceWith(fresh);
    const work = page.querySelector(".own-work");
    if (work && !document.querySelector(".own-work")) fresh.after(work);
  } catch {
    // Offline: the next round asks again.
  }
  follow(round + 1);
}

follow(0);
