/** Damage to what holds a package together: relationships, content types, which parts there are. */
import type { File } from './mutate-zip.ts';
import type { Random } from './random.ts';

const targets = [
  '',
  '#',
  '#A1',
  '/',
  '.',
  '..',
  '../..',
  '../../../etc/passwd',
  'nowhere.xml',
  '/xl/workbook.xml',
  'workbook.xml',
  '../workbook.xml',
  '/[Content_Types].xml',
  '/_rels/.rels',
  'C:\\x',
  '\\\\host\\x',
  'file:///x',
  'http://x/',
  '%2e%2e/x',
  'worksheets/sheet1.xml',
  '/xl/worksheets/sheet1.xml',
  'styles.xml',
  '/xl/sharedStrings.xml',
  '__proto__',
  'x'.repeat(3000),
];
const kinds = [
  'worksheet',
  'styles',
  'sharedStrings',
  'table',
  'drawing',
  'vmlDrawing',
  'comments',
  'calcChain',
  'officeDocument',
  'externalLink',
  'pivotTable',
  'chart',
  'hyperlink',
  'image',
  'vbaProject',
  'connections',
  'customXml',
  'nothing',
];

export type PartMutation = (files: readonly File[], random: Random) => readonly File[];

/** Damages the structure in one or two places. */
export function mutateParts(files: readonly File[], random: Random): readonly File[] {
  let changed = files;
  for (let left = 1 + random.below(2); left > 0; left--) changed = random.pick(mutations)(changed, random);
  return changed;
}

const isRels = ({ name }: File): boolean => name.endsWith('.rels');
const isTypes = ({ name }: File): boolean => name === '[Content_Types].xml';

const mutations: readonly PartMutation[] = [
  (files, random) =>
    edit(files, random, isRels, (text) => one(text, random, /Target="[^"]*"/g, `Target="${random.pick(targets)}"`)),
  (files, random) =>
    edit(files, random, isRels, (text) => one(text, random, /Target="[^"]*"/g, `Target="/${random.pick(files).name}"`)),
  (files, random) =>
    edit(files, random, isRels, (text) => one(text, random, /(?<=relationships\/)\w+(?=")/g, random.pick(kinds))),
  (files, random) => edit(files, random, isRels, (text) => one(text, random, /\bId="[^"]*"/g, 'Id="rId1"')),
  (files, random) =>
    edit(files, random, isRels, (text) => one(text, random, /<Relationship /g, '<Relationship TargetMode="External" ')),
  (files, random) => edit(files, random, isRels, (text) => one(text, random, /<Relationship [^>]*>/g, '')),
  (files, random) => edit(files, random, isTypes, (text) => one(text, random, /<(Override|Default)[^>]*>/g, '')),
  (files, random) =>
    edit(files, random, isTypes, (text) => one(text, random, /ContentType="[^"]*"/g, typeOf(text, random))),
  (files, random) => files.filter((file) => file !== random.pick(files)),
  (files, random) => without(files, random.below(files.length)),
  (files, random) =>
    put(files, random.below(files.length), (file) => ({ ...file, content: random.pick(files).content })),
  (files, random) =>
    put(files, random.below(files.length), (file) => ({ ...file, content: Buffer.alloc(random.below(3)) })),
  (files, random) =>
    put(files, random.below(files.length), (file) => ({
      ...file,
      name: random.pick([file.name.toUpperCase(), `x${file.name}`, file.name.replaceAll('/', '\\')]),
    })),
  (files, random) => [...files, { ...random.pick(files), name: `xl/copy${random.below(9)}.xml` }],
  (files, random) => [
    ...files,
    { name: relationsOf(random.pick(files).name), content: random.pick(files.filter(isRels).concat(files)).content },
  ],
];

function typeOf(text: string, random: Random): string {
  return random.pick([...text.matchAll(/ContentType="[^"]*"/g)].map((match) => match[0]).concat('ContentType=""'));
}

function relationsOf(name: string): string {
  const slash = name.lastIndexOf('/') + 1;
  return `${name.slice(0, slash)}_rels/${name.slice(slash)}.rels`;
}

function edit(
  files: readonly File[],
  random: Random,
  which: (file: File) => boolean,
  how: (text: string) => string,
): readonly File[] {
  const places = files.flatMap((file, index) => (which(file) ? [index] : []));
  if (places.length === 0) return files;
  return put(files, random.pick(places), (file) => ({
    ...file,
    content: Buffer.from(how(file.content.toString('utf8'))),
  }));
}

function one(text: string, random: Random, pattern: RegExp, by: string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = random.pick(found);
  return text.slice(0, index) + by + text.slice(index + match.length);
}

function put(files: readonly File[], at: number, how: (file: File) => File): readonly File[] {
  return files.map((file, index) => (index === at ? how(file) : file));
}

function without(files: readonly File[], at: number): readonly File[] {
  return files.filter((_, index) => index !== at);
}
