/** docs/roles.md, made of the table that the services ask. */
import { type Extent, fieldWriters, type RightName, rights } from '../src/services/roles.ts';

const roles = ['owner', 'editor', 'contributor', 'viewer'] as const;
const words: Readonly<Record<Extent, string>> = { all: 'yes', own: 'own', no: '–' };

export function rolesPage(): string {
  const names = Object.keys(rights) as RightName[];
  const table = names.map((name) => {
    const { what, own } = rights[name];
    const text = own === undefined ? what : `${what} (own: ${own})`;
    return `| ${text} | ${roles.map((role) => words[rights[name][role]]).join(' | ')} |`;
  });
  const fields = Object.entries(fieldWriters).map(
    ([writers, allowed]) =>
      `| \`${writers}\` | ${roles.map((role) => (allowed.includes(role) ? 'yes' : '–')).join(' | ')} |`,
  );
  return `${[
    '# Who may do what',
    '',
    'Made from the table that every service asks (`apps/server/src/services/roles.ts`), and kept equal to it by a test. Each role is tried on',
    'every call of the OpenAPI document. What belongs to another organisation is not found, whatever the role.',
    '',
    'Everybody has one role in the organisation. A project may give a member another one (`PUT /api/projects/{id}/members/{user}`), more or',
    'less; owners of the organisation are owners everywhere. Roles are read again on every call.',
    '',
    `| | ${roles.join(' | ')} |`,
    '|---|---|---|---|---|',
    ...table,
    '',
    'A token of scope `read` only sees, whoever holds it.',
    '',
    '## What a contributor may write',
    '',
    'Tasks that are assigned to them, by name or e-mail address, as the plan has it on the server: assigning oneself in the workbook gives',
    'no right. A project may open all tasks (`tasks: all`), only certain fields (`fields`), or both. A contributor adds, moves and deletes no',
    'tasks.',
    '',
    '## Fields that not everybody writes',
    '',
    'A project names fields, `predecessors` among them, that only some may write (`PUT /api/projects/{id}/field-rights`):',
    '',
    `| writers | ${roles.join(' | ')} |`,
    '|---|---|---|---|---|',
    ...fields,
    '',
    'Through whatever door an edit comes, the cell is refused (`FIELD_READ_ONLY`, `NOT_YOUR_TASK`, `STRUCTURE_READ_ONLY`) and all other edits',
    'are taken; a decision, rollback or undo that would change such a field is refused as a whole (403, with `forbidden`). A new row keeps',
    'its other cells. Results of formulas in such cells are not taken.',
    '',
  ].join('\n')}`;
}
