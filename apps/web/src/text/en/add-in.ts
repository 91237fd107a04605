import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** The task pane of the Excel add-in, and its place on the Connect page. */
export const addIn = {
  connectTitle: 'In a pane beside the sheet',
  connectLead: 'The Excel add-in syncs cell by cell while you work. Load it once with the manifest, then type a code.',
  manifest: 'Manifest',
  makeCode: 'Make a code',
  codeHolds: 'Type it into the pane within ten minutes. It works once.',
  noCopyTitle: 'This workbook is no copy of a project',
  noCopyText: 'Download the plan from the web application and open that workbook.',
  lensTitle: 'This workbook shows a part of the plan',
  lensText: 'Such a copy is synced by uploading it, not by the add-in.',
  pairTitle: 'Connect this workbook',
  pairLead: 'In the web application, open the project, then Connect, and make a code.',
  pairCode: 'Code',
  pair: 'Connect',
  pairOther: (name: string) => `That code is for the project ${name}. This workbook is a copy of another one.`,
  pairSpent: 'This code is no good: it was mistyped, used, or is older than ten minutes. Make a new one.',
  pairAgain: 'Connect again',
  signedOut: 'This workbook is no longer connected: its token was revoked or has expired. Your edits stay in it.',
  tableGone: 'The table of the plan is no longer in this workbook. Undo what removed it, or download a new copy.',
  at: (version: string) => `This workbook is at revision ${version}.`,
  sync: 'Sync now',
  waiting: (edits: number, behind: number) =>
    edits === 0 && behind === 0
      ? 'Nothing to sync.'
      : [
          edits > 0 ? plural(edits, { one: '# edit to send', other: '# edits to send' }) : '',
          behind > 0 ? plural(behind, { one: '# revision to take in', other: '# revisions to take in' }) : '',
        ]
          .filter(Boolean)
          .join(', '),
  offline: 'The server cannot be reached. Your edits stay in the workbook and are sent when it is back.',
  done: (sent: number, cells: number, conflicts: number) =>
    [
      plural(sent, { one: '# edit sent', other: '# edits sent' }),
      plural(cells, { one: '# cell changed here', other: '# cells changed here' }),
      conflicts > 0 ? plural(conflicts, { one: '# conflict', other: '# conflicts' }) : '',
    ]
      .filter(Boolean)
      .join(', '),
  kept: (count: number) =>
    plural(count, {
      one: '# row of a deleted task stays: something of yours is in it.',
      other: '# rows of deleted tasks stay: something of yours is in them.',
    }),
  asked: 'Nothing was sent yet. If it is a mistake, put the sheet right and sync again.',
  pendingTitle: (count: number) => plural(count, { one: '# edit to send', other: '# edits to send' }),
  added: 'new',
  deleted: 'deleted',
  go: 'Go to cell',
  more: (count: number) => plural(count, { one: 'and # more', other: 'and # more' }),
  conflicts: (count: number) => plural(count, { one: '# conflict', other: '# conflicts' }),
  decide: 'Decide',
  left: (columns: string) => `Not synced by the add-in, but with the next upload: ${columns}, and the order of rows.`,
  unread: 'These cells hold no value of their column, and are not sent:',
  others: (names: string) => `Also here: ${names}`,
  auto: 'Sync by itself',
  undo: 'Undo the last sync',
  part: 'Disconnect',
};
