/** Repositories of plans between plain values and sealed rows. */
import type { Conflicts, Plan, Projects, Revisions } from '../../../ports/database.ts';
import type { PersonalCodec } from './codec.ts';

export const sealedPlan = (plan: Plan, codec: PersonalCodec): Plan => ({
  ...plan,
  async apply(projectId, delta, revision, by, at) {
    const lists = async (texts: readonly string[], entity: 'task' | 'resource') => {
      const all: string[] = [];
      for (const text of texts) all.push(await codec.sealedJson(projectId, text, entity));
      return all;
    };
    const sealed = {
      ...delta,
      tasks: await lists(delta.tasks, 'task'),
      resources: await lists(delta.resources, 'resource'),
    };
    await plan.apply(projectId, sealed, revision, by, at);
  },
  tasks: async (...asked) => codec.opened(await plan.tasks(...asked)),
  changedSince: async (...asked) => codec.opened(await plan.changedSince(...asked)),
  async names(projectId, ids) {
    const names = await plan.names(projectId, ids);
    return new Map(await codec.opened([...names]));
  },
  resources: async (projectId) => codec.opened(await plan.resources(projectId)),
});

export const sealedRevisions = (revisions: Revisions, codec: PersonalCodec): Revisions => ({
  ...revisions,
  async append(projectId, revision, changes) {
    const sealed: string[] = [];
    for (const text of changes) sealed.push(await codec.sealedJson(projectId, text));
    await revisions.append(projectId, revision, sealed);
  },
  async changes(...asked) {
    const text = await revisions.changes(...asked);
    return text === null ? null : codec.openedJson(text);
  },
});

export const sealedConflicts = (conflicts: Conflicts, codec: PersonalCodec): Conflicts => ({
  ...conflicts,
  add: async (projectId, list, stamp) => conflicts.add(projectId, await codec.sealedJson(projectId, list), stamp),
  list: async (...asked) => codec.opened(await conflicts.list(...asked)),
  take: async (...asked) => codec.opened(await conflicts.take(...asked)),
  async resolve(projectId, id, how) {
    if (how.value === null) return conflicts.resolve(projectId, id, how);
    const [found] = await conflicts.take(projectId, [id]);
    const { value } = await codec.sealed(projectId, { subject: found?.subject, value: how.value });
    return conflicts.resolve(projectId, id, { ...how, value });
  },
});

/** Which of its fields are personal follows from those that a plan has. */
export const watchedProjects = (projects: Projects, codec: PersonalCodec): Projects => ({
  ...projects,
  async update(id, change, at) {
    if (change.settings) await codec.fieldsChange(id, change.settings.fields);
    await projects.update(id, change, at);
  },
});
