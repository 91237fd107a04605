/** The input number `index` of a seed: one of the base files, damaged. */
import type { BaseFile } from './base-files.ts';
import { mutateParts } from './mutate-parts.ts';
import { mutateXml } from './mutate-xml.ts';
import { type File, mutateBytes, pack } from './mutate-zip.ts';
import { Random } from './random.ts';

export interface FuzzInput {
  readonly base: string;
  readonly kind: 'bytes' | 'container' | 'parts' | 'xml';
  readonly bytes: Buffer;
}

/** The same for the same seed, index and list of bases. */
export function fuzzInput(bases: readonly BaseFile[], seed: number, index: number): FuzzInput {
  const random = new Random(seed, index);
  const base = chosenBase(bases, random);
  const level = random.next();
  if (level < 0.1 || base.files.length === 0)
    return { base: base.name, kind: 'bytes', bytes: mutateBytes(base.bytes, random) };
  if (level < 0.16) return { base: base.name, kind: 'container', bytes: pack(base.files, random, true) };
  if (level < 0.28)
    return { base: base.name, kind: 'parts', bytes: pack(mutateParts(base.files, random), random, false) };
  let files = withDamage(base.files, random);
  if (random.chance(0.25)) files = withDamage(files, random);
  return { base: base.name, kind: 'xml', bytes: pack(files, random, false) };
}

/** The ones made here come more often than their share, those that are refused as they stand less often. */
function chosenBase(bases: readonly BaseFile[], random: Random): BaseFile {
  if (random.chance(0.25)) return bases[random.below(2)]!;
  const hopeless = random.chance(0.05);
  const among = bases.filter(({ files }) => (files.length === 0) === hopeless);
  return random.pick(among.length > 0 ? among : bases);
}

/** One part damaged; sheets, the workbook and what holds a package together come more often than the rest. */
function withDamage(files: readonly File[], random: Random): readonly File[] {
  const text = files.filter(({ name }) => /\.(xml|rels|vml)$/i.test(name));
  const central = text.filter(({ name }) =>
    /sheet\d|workbook\.xml$|styles|sharedStrings|table|comments|drawing/i.test(name),
  );
  const chosen = random.pick(central.length > 0 && random.chance(0.8) ? central : text);
  if (chosen === undefined) return files;
  const donor = random.pick(text).content;
  return files.map((file) =>
    file === chosen ? { name: file.name, content: mutateXml(file.content, random, donor) } : file,
  );
}
