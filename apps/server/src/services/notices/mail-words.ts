/** The words of a digest, as text and as simple HTML. */
import type { NoticeKind, NoticeRecord } from '../../ports/notices.ts';

interface Words {
  readonly subject: Readonly<Record<NoticeKind, (project: string) => string>>;
  readonly several: (count: number, projects: readonly string[]) => string;
  readonly line: Readonly<Record<NoticeKind, (by: string, count: number) => string>>;
  readonly hello: (name: string) => string;
  readonly more: (count: number) => string;
  readonly open: string;
  readonly settings: string;
}

const one = (count: number, single: string, several: string): string =>
  count === 1 ? single : several.replace('#', String(count));

const english: Words = {
  subject: {
    overwritten: (project) => `Your edit in ${project} was overwritten`,
    conflict: (project) => `A conflict with your edit in ${project}`,
    parked: (project) => `An upload to ${project} waits for a decision`,
    assigned: (project) => `You were assigned in ${project}`,
    rollback: (project) => `${project} was taken back to an earlier state`,
    sync: (project) => `${project} has changed`,
  },
  several: (count, projects) => `${count} news about ${projects.join(', ')}`,
  line: {
    overwritten: (by, n) =>
      `${by} overwrote ${one(n, 'an edit', '# edits')} of yours; what you wrote is kept in the conflict`,
    conflict: (by, n) =>
      `${by} edited what you had edited (${one(n, 'one conflict', '# conflicts')}); yours stands until it is decided`,
    parked: (by) => `the upload of ${by} waits until somebody decides`,
    assigned: (by, n) => `${by} assigned you to ${one(n, 'a task', '# tasks')}`,
    rollback: (by, n) => `${by} took back ${one(n, 'one change', '# changes')}`,
    sync: (by, n) => `${by} synced ${one(n, 'one change', '# changes')}`,
  },
  hello: (name) => `Hello ${name},`,
  more: (count) => `and ${count} more`,
  open: 'Open the project',
  settings: 'You choose what you are told by mail, or that you are told nothing, here',
};

const german: Words = {
  subject: {
    overwritten: (project) => `Ihre Änderung in ${project} wurde überschrieben`,
    conflict: (project) => `Ein Konflikt mit Ihrer Änderung in ${project}`,
    parked: (project) => `Ein Upload in ${project} wartet auf eine Entscheidung`,
    assigned: (project) => `Ihnen wurde etwas in ${project} zugewiesen`,
    rollback: (project) => `${project} wurde auf einen früheren Stand zurückgesetzt`,
    sync: (project) => `${project} hat sich geändert`,
  },
  several: (count, projects) => `${count} Neuigkeiten zu ${projects.join(', ')}`,
  line: {
    overwritten: (by, n) =>
      `${by} hat ${one(n, 'eine Ihrer Änderungen', '# Ihrer Änderungen')} überschrieben; Ihr Wert ist im Konflikt aufbewahrt`,
    conflict: (by, n) =>
      `${by} hat geändert, was Sie geändert hatten (${one(n, 'ein Konflikt', '# Konflikte')}); Ihr Wert gilt, bis entschieden ist`,
    parked: (by) => `der Upload von ${by} wartet auf eine Entscheidung`,
    assigned: (by, n) => `${by} hat Ihnen ${one(n, 'eine Aufgabe', '# Aufgaben')} zugewiesen`,
    rollback: (by, n) => `${by} hat ${one(n, 'eine Änderung', '# Änderungen')} zurückgenommen`,
    sync: (by, n) => `${by} hat ${one(n, 'eine Änderung', '# Änderungen')} eingespielt`,
  },
  hello: (name) => `Guten Tag ${name},`,
  more: (count) => `und ${count} weitere`,
  open: 'Projekt öffnen',
  settings: 'Was Sie per E-Mail erfahren möchten, oder dass Sie keine mehr möchten, stellen Sie hier ein',
};

/** Tasks named with a notice in a mail. */
const NAMED = 5;

export interface DigestFor {
  readonly locale: 'en' | 'de';
  /** '' when it is not known: then there are no links. */
  readonly publicUrl: string;
  readonly name: string;
}

/** `notices`: at least one. `unsubscribe`: where the settings are. */
export function digestMail(
  notices: readonly NoticeRecord[],
  { locale, publicUrl, name }: DigestFor,
): { readonly subject: string; readonly text: string; readonly html: string; readonly unsubscribe?: string } {
  const words = locale === 'de' ? german : english;
  const projects = [...Map.groupBy(notices, ({ projectId }) => projectId)].map(([id, about]) => ({
    name: about[0]!.details.projectName,
    link: publicUrl && `${publicUrl}/projects/${id}`,
    lines: about.map((notice) => lineOf(words, notice)),
  }));
  const settings = publicUrl && `${publicUrl}/settings/notifications`;
  const names = projects.map((project) => project.name);
  const [first] = notices;
  const subject =
    notices.length === 1 && first ? words.subject[first.kind](names[0] ?? '') : words.several(notices.length, names);
  const text = [
    words.hello(name),
    ...projects.map(({ name: title, link, lines }) =>
      [title, ...lines.map((line) => `- ${line}`), ...(link ? [`${words.open}: ${link}`] : [])].join('\n'),
    ),
    ...(settings ? [`${words.settings}: ${settings}`] : []),
  ].join('\n\n');
  return {
    subject: oneLine(subject),
    text,
    html: htmlOf(words, name, projects, settings),
    ...(settings ? { unsubscribe: settings } : {}),
  };
}

function lineOf(words: Words, { kind, details }: NoticeRecord): string {
  const said = words.line[kind](details.by.name, details.count);
  const tasks = details.tasks
    .slice(0, NAMED)
    .map(({ id, name, field }) => `${name ?? id}${field ? ` (${field})` : ''}`);
  const left = details.count - tasks.length;
  return [
    said,
    ...(tasks.length > 0 ? [`: ${tasks.join('; ')}`] : []),
    ...(tasks.length > 0 && left > 0 ? [`; ${words.more(left)}`] : []),
  ].join('');
}

function htmlOf(
  words: Words,
  name: string,
  projects: readonly { readonly name: string; readonly link: string; readonly lines: readonly string[] }[],
  settings: string,
): string {
  const about = projects.map(
    ({ name: title, link, lines }) =>
      `<h2 style="font-size:16px">${safe(title)}</h2><ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>${link ? `<p><a href="${safe(link)}">${safe(words.open)}</a></p>` : ''}`,
  );
  const foot = settings
    ? `<p style="font-size:12px;color:#616161"><a href="${safe(settings)}" style="color:#616161">${safe(words.settings)}</a></p>`
    : '';
  return `<!doctype html><html><body style="font-family:'Segoe UI',system-ui,sans-serif;font-size:14px"><p>${safe(words.hello(name))}</p>${about.join('')}${foot}</body></html>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 200);
