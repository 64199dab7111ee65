// One player for every song: a button, the waveform or a bar to go along, the time. Without scripts the browser's own
// controls stay. Only one song sounds at a time.
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const players = [...document.querySelectorAll("[data-player]")];
const sounds = players.map((player) => player.querySelector("audio"));

players.forEach((player, index) => {
  const sound = sounds[index];
  const [button, place, time] = [".player-play", ".player-place", ".player-time"].map((name) => player.querySelector(name));
  const bars = [...player.querySelectorAll("rect")];
  sound.controls = false;
  player.dataset.ready = "";

  const show = () => {
    const whole = Number.isFinite(sound.duration) ? sound.duration : 0;
    place.disabled = !whole;
    place.max = String(Math.max(1, whole));
    place.value = String(sound.currentTime);
    time.textContent = whole ? `${clock(sound.currentTime)} / ${clock(whole)}` : clock(sound.currentTime);
    place.setAttribute("aria-valuetext", time.textContent);
    const played = whole ? (sound.currentTime / whole) * bars.length : 0;
    bars.forEach((bar, at) => bar.classList.toggle("played", at < played));
  };
  const sounding = () => {
    button.setAttribute("aria-label", sound.paused ? button.dataset.play : button.dataset.pause);
    player.classList.toggle("playing", !sound.paused);
  };

  button.addEventListener("click", () => (sound.paused ? sound.play() : sound.pause()));
  place.addEventListener("input", () => {
    sound.currentTime = Number(place.value);
    show();
  });
  sound.addEventListener("play", () => sounds.forEach((other) => other !== sound && other.pause()));
  ["play", "pause", "ended"].forEach((name) => sound.addEventListener(name, sounding));
  ["loadedmetadata", "durationchange", "timeupdate", "seeked"].forEach((name) => sound.addEventListener(name, show));
  show();
  sounding();
});
