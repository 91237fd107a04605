import type { FieldKey, Subject } from './types.ts';

/** One text per subject: `task/ID/FIELD`, `resource/ID/FIELD`, `task/ID`, `resource/ID`, `dependency/KEY`. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'field':
      return `${subject.entity}/${escapeId(subject.id)}/${subject.field}`;
    case 'dependency':
      return `dependency/${subject.key}`;
    default:
      return `${subject.kind}/${escapeId(subject.id)}`;
  }
}

/** The subject of a key, or null when the text is not a subject key. */
export function parseSubjectKey(text: string): Subject | null {
  const [kind, id, field] = [text.split('/', 1)[0], ...splitRest(text)];
  if (kind === 'dependency') return { kind, key: text.slice('dependency/'.length) };
  if ((kind !== 'task' && kind !== 'resource') || id === '') return null;
  const name = id.replaceAll('%2F', '/').replaceAll('%25', '%');
  return field === null ? { kind, id: name } : { kind: 'field', entity: kind, id: name, field };
}

function splitRest(text: string): [string, FieldKey | null] {
  const rest = text.slice(text.indexOf('/') + 1);
  if (!text.includes('/')) return ['', null];
  const slash = rest.indexOf('/');
  return slash < 0 ? [rest, null] : [rest.slice(0, slash), rest.slice(slash + 1)];
}

function escapeId(id: string): string {
  return id.includes('/') || id.includes('%') ? id.replaceAll('%', '%25').replaceAll('/', '%2F') : id;
}
