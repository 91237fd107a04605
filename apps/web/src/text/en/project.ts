import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const conflicts = {
  title: 'Conflicts',
  lead: 'Two people changed the same thing. Choose what the plan shall hold; the other value stays in the record.',
  emptyTitle: 'Nobody disagrees',
  emptyText: 'When two people change the same cell, both values wait here for a decision.',
  base: 'Before',
  ours: 'In the plan',
  theirs: 'In the workbook',
  theirsOf: (name: string) => `In ${name}’s workbook`,
  stands: 'stands now',
  own: 'Another value',
  apply: (count: number) => plural(count, { one: 'Decide # conflict', other: 'Decide # conflicts' }),
  allOurs: 'All as in the plan',
  allTheirs: 'All as in the workbooks',
  decided: (count: number) => plural(count, { one: '# conflict decided.', other: '# conflicts decided.' }),
  resolved: 'Decided',
  resolvedBy: (name: string, ago: string) => `decided by ${name}, ${ago}`,
  since: (name: string, ago: string) => `${name}, ${ago}`,
  mayNot: 'Deciding needs the role of an editor.',
};

export const history = {
  title: 'History',
  sentence: {
    create: (who: string) => `${who} made the project`,
    upload: (who: string, what: string) => `${who} synced a workbook: ${what}`,
    resolve: (who: string, what: string) => `${who} decided conflicts: ${what}`,
    rollback: (who: string, what: string) => `${who} went back: ${what}`,
    undo: (who: string, what: string) => `${who} undid a sync: ${what}`,
    calendar: (who: string, what: string) => `${who} changed the calendar: ${what}`,
    parked: (who: string, what: string) => `${who} decided a waiting upload: ${what}`,
    edit: (who: string, what: string) => `${who} edited the plan: ${what}`,
    other: (who: string, what: string) => `${who}: ${what}`,
  } as Readonly<Record<string, (who: string, what: string) => string>>,
  changes: (count: number) => plural(count, { one: '# change', other: '# changes' }),
  revision: (number: string) => `Revision ${number}`,
  current: 'now',
  show: 'What changed',
  workbook: 'Workbook as it was',
  undo: 'Undo this',
  rollback: 'Go back to here',
  undoAsk: (number: string) => `Undo revision ${number}?`,
  undoText: 'Its edits are taken back in a new revision. What was edited again since stays, and is told.',
  rollbackAsk: (number: string) => `Go back to revision ${number}?`,
  rollbackText: 'The plan will be as it was then, as a new revision. Everything since stays in this history.',
  done: (number: string) => `Done: the plan is at revision ${number}.`,
  kept: (count: number) =>
    plural(count, {
      one: '# edit was changed again since and stays.',
      other: '# edits were changed again since and stay.',
    }),
  empty: 'This revision has no changes to show.',
};

export const plan = {
  title: 'Plan',
  find: 'Find a task',
  status: 'Status',
  person: 'Person',
  all: 'All',
  rows: (shown: string, total: string) => `${shown} of ${total} tasks`,
  loadingRows: (count: string) => `${count} tasks loaded …`,
  emptyTitle: 'There is no task yet',
  emptyText: 'Download your copy, write the first tasks in Excel, and drop it on Sync.',
  nothingFound: 'No task is like that.',
  expand: 'Open the group',
  collapse: 'Close the group',
};
