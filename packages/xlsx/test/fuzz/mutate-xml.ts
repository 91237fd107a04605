/** Damage to the XML of a part: tags, attributes with extreme values, rows and cells, depth, references, encodings. */
import type { Random } from './random.ts';
import { brokenPieces, extremeValues, fragments } from './vocabulary.ts';

/** Damages the text in one to three places, most often so that it stays well-formed, and now and then its encoding. */
export function mutateXml(bytes: Buffer, random: Random, donor: Buffer): Buffer {
  let text = bytes.toString('utf8');
  const mutations = random.chance(0.8) ? keeping : breaking;
  for (let left = random.pick([1, 1, 2, 3]); left > 0; left--)
    text = random.pick(mutations)(text, random, donor.toString('utf8'));
  return random.chance(0.04) ? encoded(text, random) : Buffer.from(text);
}

type TextMutation = (text: string, random: Random, donor: string) => string;

/** An element of this name without another of the same name in it. */
const element = /<((?:\w+:)?\w+)\b(?:[^>]*\/>|[^>]*>(?:(?!<\1\b).)*?<\/\1>)/gs;
const emptyElement = /<[\w:]+(?:\s[^<>]*)?\/>/g;
const listed =
  /<((?:\w+:)?(?:row|c|xf|sheet|definedName|si|mergeCell|tableColumn|Relationship|Override))\b(?:[^>]*\/>|[^>]*>(?:(?!<\1\b).)*?<\/\1>)/gs;

const keeping: readonly TextMutation[] = [
  setAttribute,
  setAttribute,
  setAttribute,
  setAttribute,
  (text, random) => swapped(text, random, listed),
  (text, random) => swapped(text, random, emptyElement),
  (text, random) => swapped(text, random, /="[^"]*"/g),
  (text, random) => doubled(text, random, listed),
  (text, random) => doubled(text, random, element),
  (text, random) => replaceOne(text, random, element, () => ''),
  (text, random) => replaceOne(text, random, listed, () => ''),
  (text, random) => replaceOne(text, random, /\s[\w:]+="[^"]*"/g, () => ''),
  (text, random) => replaceOne(text, random, /(?<=>)[^<>]+(?=<\/)/g, () => random.pick(extremeValues)),
  (text, random) => insertAt(text, random, random.pick(fragments)),
  (text, random) => insertAt(text, random, random.pick(fragments)),
  (text, random, donor) => insertAt(text, random, donor.match(element)?.[0] ?? ''),
  (text, random) => insertAt(text, random, `${'<g>'.repeat(40)}${'</g>'.repeat(40)}`),
  (text, random) => insertAt(text, random, `<c r="A1"><f>${'('.repeat(50)}1${')'.repeat(50)}</f></c>`),
  (text, random) => replaceOne(text, random, /xmlns(?::\w+)?="[^"]*"/g, () => `xmlns="${random.pick(extremeValues)}"`),
  (text) => text.replace(/<(\/?)(?=[a-z])(?!\?)/g, '<$1x:').replace('xmlns="', 'xmlns:x="'),
];

const breaking: readonly TextMutation[] = [
  (text, random) => swapped(text, random, /<[^>]*>/g),
  (text, random) => doubled(text, random, /<[^>]*>/g),
  (text, random) => replaceOne(text, random, /<[^>]*>/g, () => ''),
  (text, random) => insertAt(text, random, random.pick(brokenPieces)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => spliced(text, random),
  (text, random) => replaceOne(text, random, /<(?=\w)/g, () => '<x:'),
  () => '',
];

function setAttribute(text: string, random: Random): string {
  return replaceOne(text, random, /="[^"]*"/g, () => `="${random.pick(extremeValues)}"`);
}

function replaceOne(text: string, random: Random, pattern: RegExp, by: () => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = random.pick(found);
  return text.slice(0, index) + by() + text.slice(index + match.length);
}

function swapped(text: string, random: Random, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)];
  if (found.length < 2) return text;
  const [a, b] = [random.pick(found), random.pick(found)].sort((x, y) => x.index - y.index) as [
    RegExpExecArray,
    RegExpExecArray,
  ];
  if (b.index < a.index + a[0].length) return text;
  const between = text.slice(a.index + a[0].length, b.index);
  return text.slice(0, a.index) + b[0] + between + a[0] + text.slice(b.index + b[0].length);
}

function doubled(text: string, random: Random, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = random.pick(found);
  const times = random.chance(0.05) ? 200 : 1;
  return text.slice(0, index) + match.repeat(times) + text.slice(index);
}

/** Between two tags. */
function insertAt(text: string, random: Random, piece: string): string {
  const places = [...text.matchAll(/>/g)];
  if (places.length === 0) return text + piece;
  const at = random.pick(places).index + 1;
  return text.slice(0, at) + piece + text.slice(at);
}

function spliced(text: string, random: Random): string {
  const at = random.below(text.length);
  const other = random.below(text.length);
  return text.slice(0, at) + text.slice(other, other + random.below(60)) + text.slice(at + random.below(20));
}

function encoded(text: string, random: Random): Buffer {
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
  return random.pick([
    () => wide,
    () => wide.subarray(2),
    () => Buffer.from(wide).swap16(),
    () => wide.subarray(0, wide.length - 1),
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(text.replace(/encoding="[^"]*"/, 'encoding="ISO-8859-1"'), 'latin1'),
    () => Buffer.from(text.replace(/encoding="[^"]*"/, 'encoding="UTF-16"')),
    () => Buffer.concat([Buffer.from(text), Buffer.from([0xc0, 0x80, 0xff])]),
  ])();
}
