import type { CodeToken } from './format-code.ts';

/** Numbers by a code of `0 # ? , . %` and `E+`, its literals around them; the section is chosen by the sign. */
export function displayNumber(value: number, sections: readonly (readonly CodeToken[])[]): string {
  const numbers = sections.length > 3 ? sections.slice(0, 3) : sections;
  const section =
    value < 0 && numbers.length > 1 ? numbers[1]! : value === 0 && numbers.length > 2 ? numbers[2]! : numbers[0]!;
  const ownSign = section !== numbers[0] || value >= 0;
  const text = displaySection(Math.abs(value), section);
  return ownSign || /^[^1-9]*$/.test(text) ? text : `-${text}`;
}

interface Picture {
  readonly integer: string;
  readonly decimals: string;
  readonly exponent: string;
  readonly grouped: boolean;
  readonly thousands: number;
  readonly percents: number;
}

function displaySection(size: number, section: readonly CodeToken[]): string {
  const picture = readPicture(section);
  const digits = formatDigits((size * 100 ** picture.percents) / 1000 ** picture.thousands, picture);
  let text = '';
  let written = false;
  for (const token of section) {
    if (token.kind === 'literal') text += token.text;
    else if (token.kind === 'bracket') text += currencyOf(token.text);
    else if (token.text === '%') text += '%';
    else if (/^[0#?.,]$|^e[+-]/i.test(token.text)) {
      if (!written) text += digits;
      written = true;
    }
  }
  return text.trim();
}

/** `[$€-407]` shows `€`; colours and conditions show nothing. */
function currencyOf(bracket: string): string {
  return bracket.startsWith('$') ? bracket.slice(1).split('-')[0]! : '';
}

function readPicture(section: readonly CodeToken[]): Picture {
  const codes = section.filter((t) => t.kind === 'code').map((t) => t.text);
  const exponentAt = codes.findIndex((c) => /^e[+-]/i.test(c));
  const mantissa = (exponentAt < 0 ? codes : codes.slice(0, exponentAt)).filter((c) => /^[0#?.,]$/.test(c)).join('');
  const exponent =
    exponentAt < 0
      ? ''
      : codes
          .slice(exponentAt + 1)
          .filter((c) => /^[0#?]$/.test(c))
          .join('');
  const trailing = /,*$/.exec(mantissa.replace(/\..*$/, (tail) => (/,$/.test(tail) ? tail : '')))?.[0] ?? '';
  const [integer = '', decimals = ''] = mantissa.slice(0, mantissa.length - trailing.length).split('.');
  return {
    integer: integer.replaceAll(',', ''),
    decimals: decimals.replaceAll(',', ''),
    exponent,
    grouped: integer.includes(','),
    thousands: trailing.length,
    percents: codes.filter((c) => c === '%').length,
  };
}

function formatDigits(size: number, picture: Picture): string {
  if (picture.exponent !== '') {
    const [mantissa, power] = size.toExponential(picture.decimals.length).split('e') as [string, string];
    const exponent = Number(power);
    return `${mantissa}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(picture.exponent.length, '0')}`;
  }
  const places = Math.min(100, picture.decimals.length);
  const [whole = '', fraction = ''] = roundHalfUp(size, places).split('.');
  const least = picture.integer.replace(/[#?]/g, '').length;
  const integer = (whole === '0' ? '' : whole).padStart(least, '0');
  const grouped = picture.grouped ? integer.replace(/\B(?=(?:\d{3})+$)/g, ',') : integer;
  const required = picture.decimals.replace(/[#?]+$/, '').length;
  let shown = fraction;
  while (shown.length > required && shown.endsWith('0')) shown = shown.slice(0, -1);
  return picture.decimals === '' ? grouped : `${grouped}.${shown}`;
}

/** Excel rounds the decimal text of 15 digits half up: 1.005 with two places is 1.01. */
function roundHalfUp(size: number, places: number): string {
  const decimal = Number(size.toPrecision(15));
  const shifted = Number(`${decimal}e${places}`);
  if (!Number.isFinite(shifted) || /e/i.test(String(decimal))) return decimal.toFixed(places);
  const rounded = Math.round(shifted);
  return rounded > Number.MAX_SAFE_INTEGER ? decimal.toFixed(places) : Number(`${rounded}e-${places}`).toFixed(places);
}
