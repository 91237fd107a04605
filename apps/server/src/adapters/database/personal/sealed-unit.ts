/** A unit of work whose repositories take and give plain values, and whose rows hold the personal ones sealed. */
import { canonicalText } from '../../../ports/canonical-json.ts';
import type { Unit } from '../../../ports/database.ts';
import type { Keys } from '../../../ports/keys.ts';
import type { Personal } from '../../../ports/personal.ts';
import type { Session } from '../postgres.ts';
import { PersonalCodec } from './codec.ts';
import type { KeyCache } from './key-cache.ts';
import { changeMentions, unnamed } from './mentions.ts';
import { sealedConflicts, sealedPlan, sealedRevisions, watchedProjects } from './sealed-plan.ts';
import { changePlanRows, destroyKeys, keysAbout, noteSealed, plansNaming, unsealedPlans } from './sealed-rows.ts';
import { beginningOf } from './sealed-text.ts';
import { sealedAsyncUploads, sealedParked, sealedUploads } from './sealed-uploads.ts';
import { SubjectKeys } from './subject-keys.ts';

export type Repositories = Omit<Unit, 'jobs' | 'personal'>;

/** What seals, and what is kept of it from one unit to the next. */
export interface Sealing {
  readonly keys: Keys;
  readonly cache: KeyCache;
}

export function sealedUnit(rows: Repositories, session: Session, { keys, cache }: Sealing): Omit<Unit, 'jobs'> {
  const codec = new PersonalCodec(session, new SubjectKeys(session, keys, cache.of(session.tenant)));
  return {
    ...rows,
    personal: personal(session, codec),
    projects: watchedProjects(rows.projects, codec),
    plan: sealedPlan(rows.plan, codec),
    revisions: sealedRevisions(rows.revisions, codec),
    conflicts: sealedConflicts(rows.conflicts, codec),
    uploads: sealedUploads(rows.uploads, codec),
    parked: sealedParked(rows.parked, codec),
    asyncUploads: sealedAsyncUploads(rows.asyncUploads, codec),
    ...told(rows, codec),
    ...known(rows, codec),
    hybrid: sealedHybrid(rows.hybrid, codec),
  };
}

/** What is said of what happened. The log is sealed by whoever appends to it, as its hashes are made of what is kept. */
const told = ({ audit, notices }: Repositories, codec: PersonalCodec): Pick<Unit, 'audit' | 'notices'> => ({
  audit: {
    ...audit,
    list: async (...asked) => codec.opened(await audit.list(...asked)),
    listChain: async (...asked) => codec.opened(await audit.listChain(...asked)),
    piece: async (...asked) => codec.opened(await audit.piece(...asked)),
  },
  notices: {
    ...notices,
    async add(projectId, added) {
      const sealed = [];
      for (const notice of added) sealed.push(await codec.sealed(projectId, notice));
      return notices.add(projectId, sealed);
    },
    list: async (...asked) => codec.opened(await notices.list(...asked)),
    takeDue: async (...asked) => codec.opened(await notices.takeDue(...asked)),
  },
});

/** How what is sealed begins that has one of these texts in it, however it is written in capitals. */
async function beginningsOf(codec: PersonalCodec, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.map((text) => text.normalize('NFC').toLowerCase());
  const subjects = await codec.keys.known();
  return subjects.filter(({ name }) => wanted.some((text) => name.includes(text))).map(({ id }) => beginningOf(id));
}

const known = ({ people, privacy }: Repositories, codec: PersonalCodec): Pick<Unit, 'people' | 'privacy'> => ({
  people: {
    ...people,
    recordsOf: async (userId) => codec.opened(await people.recordsOf(userId)),
    naming: async (texts) => codec.opened(await people.naming([...texts, ...(await beginningsOf(codec, texts))])),
  },
  privacy: {
    ...privacy,
    async setRules(...rules) {
      codec.forgetSchemes();
      await privacy.setRules(...rules);
    },
  },
});

const sealedHybrid = (hybrid: Unit['hybrid'], codec: PersonalCodec): Unit['hybrid'] => ({
  ...hybrid,
  find: async (projectId) => codec.opened(await hybrid.find(projectId)),
  update: async (link, change) => hybrid.update(link, await codec.sealed(link.projectId, change)),
  note: async (projectId, change) => hybrid.note(projectId, await codec.sealed(projectId, change)),
  pseudonyms: async (projectId) => codec.opened(await hybrid.pseudonyms(projectId)),
  async keepPseudonyms(projectId, pseudonyms) {
    const sealed: [string, string][] = [];
    for (const [pseudonym, value] of pseudonyms) {
      const form = pseudonym.startsWith('Person-') ? 'people' : 'text';
      sealed.push([pseudonym, await codec.sealedValue(projectId, value, form)]);
    }
    await hybrid.keepPseudonyms(projectId, sealed);
  },
  forgetPseudonyms: async (texts) => hybrid.forgetPseudonyms([...texts, ...(await beginningsOf(codec, texts))]),
});

const personal = (session: Session, codec: PersonalCodec): Personal => ({
  seal: (projectId, value) => codec.sealed(projectId, value),
  async sealLists(projectId, lists) {
    const sealed: string[] = [];
    for (const list of lists) sealed.push(await codec.sealedJson(projectId, list, 'task', canonicalText));
    return sealed;
  },
  unsealed: () => unsealedPlans(session, codec),
  sealRows: (projectId, from) =>
    changePlanRows(session, (row, entity) => codec.sealed(projectId, row, entity), projectId, from),
  rewriteRows: (projectId, from, change) =>
    changePlanRows(session, async (row, entity) => unnamed(row, change, entity), projectId, from),
  rewriteMentions: (texts, change, from) => changeMentions(session, texts, change, from),
  sealed: (projectId) => noteSealed(session, codec, projectId),
  plansNaming: async (isAbout, texts) => plansNaming(session, await keysAbout(codec, isAbout), texts),
  destroy: (isAbout, resources) => destroyKeys(codec, isAbout, resources),
});

/** Where there are no keys nothing is sealed: for tools that keep nothing. */
export const plainPersonal: Personal = {
  seal: async (_project, value) => value,
  sealLists: async (_project, lists) => [...lists],
  unsealed: async () => [],
  sealRows: async () => null,
  rewriteRows: async () => null,
  rewriteMentions: async () => null,
  sealed: async () => undefined,
  plansNaming: async () => [],
  destroy: async () => 0,
};
