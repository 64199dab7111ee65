// The camera reads a slip's QR code where the browser can; a hand scanner needs no script, it types and presses Enter.
const form = document.querySelector("[data-scan]");
const button = form?.querySelector("[data-camera]");
const picture = form?.querySelector("[data-picture]");
const field = form?.querySelector("input[name=code]");

async function readsCodes() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await window.BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

async function look(stream) {
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  picture.srcObject = stream;
  picture.hidden = false;
  await picture.play();
  for (;;) {
    const found = await detector.detect(picture).catch(() => []);
    if (found.length) return found[0].rawValue;
    await new Promise((wake) => setTimeout(wake, 150));
  }
}

if (button && (await readsCodes().catch(() => false))) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      field.value = await look(stream);
      form.requestSubmit();
    } catch {
      form.querySelector("[data-refused]").hidden = false;
      field.focus();
    } finally {
      stream?.getTracks().forEach((track) => track.stop());
      picture.hidden = true;
      button.disabled = false;
    }
  });
}
