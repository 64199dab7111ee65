// Numbers and sizes in the language of the page, as judging/web/formats.py writes them.

const UNITS = ["byte", "KB", "MB", "GB"];
export const language = document.documentElement.lang;

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** .62 → 62 % | 62%; never more than there is. */
export const percent = (share) => `${number(Math.floor(share * 100))}${language === "vi" ? "\u00a0%" : "%"}`;

const place = (bytes) => {
  let at = 0;
  while (bytes / 1000 ** at >= 999.5 && at < UNITS.length - 1) at += 1;
  return at;
};
const amount = (bytes, at) => {
  const value = bytes / 1000 ** at;
  return number(value, at && value < (at === 1 ? 10 : 100) ? 1 : 0);
};

/** 30 KB, 6,6 MB | 6.6 MB. */
export const fileSize = (bytes) => {
  const at = place(bytes);
  return `${amount(bytes, at)}\u00a0${UNITS[at]}${!at && bytes !== 1 && language === "en" ? "s" : ""}`;
};

/** 4,1 / 6,6 MB: a part of a file, in the unit of the whole. */
export const filePart = (bytes, whole) => `${amount(bytes, place(whole))} / ${fileSize(whole)}`;
