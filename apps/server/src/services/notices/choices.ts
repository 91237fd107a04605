/** How people want to be told: what is chosen for a project goes before what is chosen for all, and that before the default. */
import type { NotificationChoices, NotificationSettings } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { Channel, ChoicesRecord, NoticeChoices, NoticeKind } from '../../ports/notices.ts';
import { type Caller, type House, projectOf } from '../house.ts';
import { demand } from '../roles.ts';

const byDefault: Readonly<Record<NoticeKind, readonly Channel[]>> = {
  overwritten: ['app', 'mail'],
  conflict: ['app', 'mail'],
  parked: ['app', 'mail'],
  assigned: ['app', 'mail'],
  rollback: ['app', 'mail'],
  sync: ['app'],
};

/** `found`: what this person chose, for all projects and for this one. */
export function channelsOf(found: readonly ChoicesRecord[], kind: NoticeKind): readonly Channel[] {
  const here = found.find(({ projectId }) => projectId !== null);
  const everywhere = found.find(({ projectId }) => projectId === null);
  return here?.choices[kind] ?? everywhere?.choices[kind] ?? byDefault[kind];
}

/** The language of mail to this person. */
export const localeOf = (found: readonly ChoicesRecord[]): 'en' | 'de' =>
  found.find(({ projectId }) => projectId === null)?.locale === 'de' ? 'de' : 'en';

/** For one project, or (null) for all. */
export async function readChoices(house: House, caller: Caller, id: string | null): Promise<NotificationSettings> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = id === null ? null : (await projectOf(unit, id)).id;
    return settingsOf(house, await mine(unit, caller, project), project);
  });
}

/** Kinds that are not named stay as they are; null: as for all projects, or by default. */
export async function choose(
  house: House,
  caller: Caller,
  id: string | null,
  { locale, ...change }: NotificationChoices,
): Promise<NotificationSettings> {
  demand(caller, 'account.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = id === null ? null : (await projectOf(unit, id)).id;
    const before = (await mine(unit, caller, project)).find(({ projectId }) => projectId === project);
    const merged = Object.entries({ ...before?.choices, ...change.choices }).filter(([, value]) => value !== null);
    await unit.notices.choose({
      userId: caller.user.id,
      projectId: project,
      choices: Object.fromEntries(merged) as NoticeChoices,
      locale: project === null ? (locale ?? before?.locale ?? null) : null,
    });
    return settingsOf(house, await mine(unit, caller, project), project);
  });
}

const mine = (unit: Unit, caller: Caller, project: string | null): Promise<ChoicesRecord[]> =>
  unit.notices.choices(project, [caller.user.id]);

function settingsOf(house: House, found: readonly ChoicesRecord[], project: string | null): NotificationSettings {
  const kinds = Object.keys(byDefault) as NoticeKind[];
  return {
    project_id: project,
    choices: Object.fromEntries(
      kinds.map((kind) => [kind, [...channelsOf(found, kind)]]),
    ) as NotificationSettings['choices'],
    locale: localeOf(found),
    mail: house.mailer.configured,
  };
}
