// The viewer: the copy that is on the page already lies below; tiles come over it once one is closer than it can show.

const STEP = 1.5;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const fetched = (element) =>
  new Promise((done, failed) => {
    element.onload = done;
    element.onerror = () => {
      element.remove();
      failed(new Error("the viewer could not be fetched"));
    };
    document.head.append(element);
  });

const library = async (address) => {
  if (!window.OpenSeadragon) await fetched(Object.assign(document.createElement("script"), { src: address }));
};

const styled = async (address) => {
  if (document.querySelector(`link[href="${address}"]`)) return;
  await fetched(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
};

/** Opens the dialog of `template` over the page for the picture of `link`; rejects where its parts cannot be fetched. */
export const open = async (template, link) => {
  await styled(template.dataset.style);
  const dialog = template.content.firstElementChild.cloneNode(true);
  const shown = link.querySelector("img");
  const still = dialog.querySelector("img");
  still.src = shown.currentSrc || shown.src;
  const ground = link.closest(".stage");
  if (ground) dialog.style.backgroundColor = getComputedStyle(ground).backgroundColor;
  document.body.append(dialog);
  const closed = new AbortController();
  dialog.addEventListener("close", () => {
    closed.abort();
    dialog.remove();
  });
  dialog.querySelector("[data-do='close']").addEventListener("click", () => dialog.close());
  dialog.showModal();
  try {
    await library(template.dataset.library);
  } catch (error) {
    dialog.close();
    throw error;
  }
  if (!closed.signal.aborted) start(dialog, link, still, closed.signal);
};

const MARK = "data-openseadragon-mobile-css";
/** The library adds a style element of its own unless it finds one. The page's policy allows none: this one only looks so. */
const withoutOwnStyle = () => {
  if (document.querySelector(`[${MARK}]`)) return;
  const decoy = document.createElementNS("none", "style");
  decoy.setAttribute(MARK, "");
  document.head.append(decoy);
};

const start = (dialog, link, still, closed) => {
  withoutOwnStyle();
  const stage = dialog.querySelector(".zoom-stage");
  const viewer = window.OpenSeadragon({
    element: stage,
    drawer: "canvas",
    tileSources: { type: "image", url: link.dataset.zoomPicture },
    showNavigationControl: false,
    tabIndex: -1,
    visibilityRatio: 1,
    constrainDuringPan: true,
    minZoomImageRatio: 1,
    maxZoomPixelRatio: 2,
    zoomPerScroll: 1.25,
    immediateRender: true,
    animationTime: calm.matches ? 0 : 0.3,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsTouch: { flickEnabled: !calm.matches },
  });
  closed.addEventListener("abort", () => viewer.destroy());
  viewer.addHandler("canvas-key", (event) => {
    event.preventDefaultAction = true; // ours below work wherever the focus is
  });

  const { zoomTiles, zoomWidth, zoomHeight } = link.dataset;
  const size = { Width: zoomWidth, Height: zoomHeight };
  const tiles = {
    Image: {
      xmlns: "http://schemas.microsoft.com/deepzoom/2008",
      Url: zoomTiles,
      Format: "jpeg",
      Overlap: "0",
      TileSize: "512",
      Size: size,
    },
  };
  /** Points of the screen for each point of the whole picture. */
  const scale = () =>
    (viewer.viewport.getZoom() * viewer.viewport.getContainerSize().x * window.devicePixelRatio) / fullWidth();
  const fullWidth = () => Number(zoomWidth) || viewer.world.getItemAt(0).source.dimensions.x;

  const figure = dialog.querySelector(".zoom-scale");
  const moved = () => {
    const base = viewer.world.getItemAt(0);
    if (!base) return;
    figure.textContent = `${Math.round(scale() * 100)} %`;
    const closer = scale() * fullWidth() > base.source.dimensions.x;
    viewer.world.getItemAt(1)?.setOpacity(closer ? 1 : 0);
  };
  viewer.addHandler("update-viewport", moved);
  viewer.addHandler("open", () => {
    if (zoomTiles) viewer.addTiledImage({ tileSource: tiles, width: 1, opacity: 0 });
    moved();
  });
  // The still picture lies where the viewer's first one will stand: nothing jumps when it takes over.
  viewer.addOnceHandler("tile-drawn", () => still.remove());

  const zoom = (by) => viewer.viewport.zoomBy(by).applyConstraints();
  const pan = (x, y) => {
    const view = viewer.viewport.getBounds();
    const by = new window.OpenSeadragon.Point((x * view.width) / 6, (y * view.height) / 6);
    viewer.viewport.panBy(by).applyConstraints();
  };
  const acts = {
    in: () => zoom(STEP),
    out: () => zoom(1 / STEP),
    fit: () => viewer.viewport.goHome(),
    full: () => zoom(1 / scale()),
  };
  const keys = {
    "+": acts.in,
    "=": acts.in,
    "-": acts.out,
    _: acts.out,
    0: acts.fit,
    1: acts.full,
    z: () => dialog.close(),
    ArrowLeft: () => pan(-1, 0),
    ArrowRight: () => pan(1, 0),
    ArrowUp: () => pan(0, -1),
    ArrowDown: () => pan(0, 1),
  };
  dialog.querySelectorAll("[data-do]").forEach((button) => {
    const act = acts[button.dataset.do];
    if (act) button.addEventListener("click", () => viewer.isOpen() && act());
  });
  dialog.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (viewer.isOpen() || event.key === "z") act();
  });
};
