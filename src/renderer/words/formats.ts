import type { Language } from '../../shared/contract/system.ts';

const locales: { readonly [Name in Language]: string } = { en: 'en', ko: 'ko-KR' };
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How numbers, sizes, times and dates are written in a language. */
export interface Formats {
  /** 12,345 */
  count(value: number): string;
  /** About three significant digits, never in exponent form. */
  measure(value: number): string;
  /** The error of a measure, with as many decimal places as that has, or as its own first digit needs. */
  deviation(error: number, measured: number): string;
  /** A share of one as a percentage. */
  percent(share: number): string;
  /** In powers of 1024, as the command line says it. */
  bytes(bytes: number): string;
  /** Seconds in two units at most: 4 min 10 sec. */
  duration(seconds: number): string;
  /** How long ago, in one unit; `now` in milliseconds. */
  ago(time: string, now: number): string;
  /** A point in time as date and time. */
  moment(time: string): string;
  /** The time of day, with seconds. */
  clock(time: string): string;
  /** Orders names as people of the language do. */
  compare(a: string, b: string): number;
}

/** The power of ten of a number's first digit. */
const magnitude = (value: number): number => Math.floor(Math.log10(Math.abs(value)));

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const locale = locales[language];
  const number = (options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(locale, options);
  const whole = number({ maximumFractionDigits: 0 });
  const significant = number({ maximumSignificantDigits: 3, minimumSignificantDigits: 3 });
  const share = number({ style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const collator = new Intl.Collator(locale, { numeric: true });
  const unit = (value: number, name: string, digits = 0): string =>
    number({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
  const two = (seconds: number, large: string, largeSize: number, small: string, smallSize: number): string => {
    const rounded = Math.round(seconds / smallSize) * smallSize;
    const rest = Math.round((rounded % largeSize) / smallSize);
    const first = unit(Math.floor(rounded / largeSize), large);
    return rest === 0 ? first : `${first} ${unit(rest, small)}`;
  };
  return {
    count: (value) => whole.format(value),
    measure: (value) => (value === 0 || Math.abs(value) >= 100 ? whole.format(value) : significant.format(value)),
    deviation(error, measured) {
      if (error === 0 || Math.abs(measured) >= 100) return whole.format(error);
      if (measured === 0) return significant.format(error);
      const digits = Math.max(2 - magnitude(measured), -magnitude(error), 0);
      return number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(error);
    },
    percent: (value) => share.format(value),
    bytes(bytes) {
      let value = Math.max(0, bytes);
      let index = 0;
      while (value >= 999.5 && index < byteUnits.length - 1) {
        value /= 1024;
        index++;
      }
      return unit(value, byteUnits[index] ?? 'byte', index === 0 || value >= 99.5 ? 0 : 1);
    },
    duration(seconds) {
      const whole_ = Math.max(0, Math.round(seconds));
      if (whole_ < minute) return unit(whole_, 'second');
      if (whole_ < hour) return two(whole_, 'minute', minute, 'second', 1);
      if (whole_ < day - 30) return two(whole_, 'hour', hour, 'minute', minute);
      return two(whole_, 'day', day, 'hour', hour);
    },
    ago(time, now) {
      const seconds = Math.min(0, (Date.parse(time) - now) / 1000);
      if (seconds > -minute) return relative.format(0, 'second');
      if (seconds > -hour) return relative.format(Math.ceil(seconds / minute), 'minute');
      if (seconds > -day) return relative.format(Math.ceil(seconds / hour), 'hour');
      if (seconds > -30 * day) return relative.format(Math.ceil(seconds / day), 'day');
      return moment.format(Date.parse(time));
    },
    moment: (time) => moment.format(Date.parse(time)),
    clock: (time) => clock.format(Date.parse(time)),
    compare: (a, b) => collator.compare(a, b),
  };
}
