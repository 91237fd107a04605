import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Fields that people add to a plan, and columns that only one person has. */
export const columns = {
  add: 'Add a field',
  addLead: 'New downloads and merged workbooks get a column for it, at the right of the table.',
  name: 'What it is called',
  added: (label: string) => `${label} is a field now.`,
  rename: 'Rename',
  renameOne: (label: string) => `Rename ${label}`,
  renameTitle: (label: string) => `Another name for ${label}`,
  renameHint: 'Workbooks keep the headings that people gave their columns.',
  own: 'Your own columns',
  ownLead:
    'Columns of the workbook that you uploaded last which only you have. Share one, and it merges like any other.',
  noOwn: 'Your workbook has no column of its own, or you have not uploaded one yet.',
  filled: 'Filled rows',
  sample: 'For example',
  share: 'Share',
  shareOne: (header: string) => `Share ${header}`,
  shareText: 'Everybody in the project sees the field and its values, in the plan and in the history.',
  typeHint: 'Cells that do not fit stay yours alone.',
  shared: (label: string, values: number, unread: number) =>
    `${label} is shared, with ${plural(values, { one: '# value', other: '# values' })}.${
      unread > 0 ? ` ${plural(unread, { one: '# cell does', other: '# cells do' })} not fit.` : ''
    }`,
  archive: 'Archive',
  archiveOne: (label: string) => `Archive ${label}`,
  archiveAsk: (label: string) => `Archive ${label}?`,
  archiveText: (values: number, conflicts: number) =>
    `${plural(values, { one: '# task has', other: '# tasks have' })} a value in it. The field leaves the plan and new workbooks; an owner can bring it back with its values. In workbooks that are out already its column becomes their holder’s own.${
      conflicts > 0
        ? ` ${plural(conflicts, { one: '# open conflict', other: '# open conflicts' })} about it will end.`
        : ''
    }`,
  archived: 'Archived fields',
  archivedLead: 'They are not in the plan any more. Their values are kept, and come back with them.',
  archivedBy: 'Archived by',
  archivedAt: 'When',
  restore: 'Bring back',
  restoreOne: (label: string) => `Bring back ${label}`,
};
