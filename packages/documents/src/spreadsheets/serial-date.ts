const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** The civil date of a count of days from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). */
const civil = (days: number): string => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1, 2)}`;
};

const dayOf1970 = { from1900: 25_569, from1904: 24_107 };

/** The date of a serial number of a spreadsheet, its time left out; null before March 1900, where 29 February 1900 is counted, and after 9999. */
export const serialDate = (serial: number, is1904: boolean): string | null => {
  const day = Math.floor(serial);
  if (day < (is1904 ? 0 : 61) || day > 2_957_003) return null;
  return civil(day - (is1904 ? dayOf1970.from1904 : dayOf1970.from1900));
};

/** The serial number of `YYYY-MM-DD`; null of any other text and of dates that spreadsheets do not know. */
export const dateSerial = (date: string): number | null => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days = era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
  const serial = days + dayOf1970.from1900;
  return serial < 61 ? null : serial;
};
