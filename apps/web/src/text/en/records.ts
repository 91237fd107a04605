import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const parked = {
  title: 'Waiting uploads',
  lead: 'These uploads need a decision before anything of them is written: saved by a link, by a schedule, or from a withdrawn copy.',
  emptyTitle: 'No upload is waiting',
  emptyText: 'When somebody’s Excel saves by a link and a decision is needed, the upload waits here.',
  by: (name: string, ago: string) => `${name}, ${ago}`,
  look: 'Look at it',
  discard: 'Discard',
  discardAsk: 'Discard this upload?',
  discardText: 'Nothing of it is written. The audit log remembers it.',
  apply: 'Apply it',
  applied: (number: string) => `Applied: the plan is at revision ${number}.`,
};

export const copies = {
  title: 'Copies',
  lead: 'Who holds which workbook. A withdrawn copy’s uploads wait for an owner.',
  holder: 'Person',
  revision: 'Of revision',
  issued: 'Handed out',
  synced: 'Last synced',
  never: 'not yet',
  revoke: 'Withdraw',
  revoked: (ago: string) => `withdrawn ${ago}`,
  revokeAsk: (name: string) => `Withdraw the copy of ${name}?`,
  revokeText: 'What is uploaded from it waits until an owner decides. The person can download a fresh copy.',
  emptyTitle: 'Nobody holds a copy',
  emptyText: 'Every download is a copy of its own, and stands here.',
};

export const connect = {
  title: 'Connect',
  lead: 'Ways to work on this plan in the programs that you use.',
  excelTitle: 'In Excel, with Ctrl+S',
  excelLead:
    'A link of your own that opens the plan in desktop Excel or LibreOffice. Each time you save, your edits are merged.',
  excelMake: 'Make a link',
  excelOpen: 'Open in Excel',
  address: 'Address, for LibreOffice and others',
  secret: 'Whoever has this link acts as you. It is shown only now, and ends when it is not used.',
  links: 'Links that you have',
  used: (ago: string) => `used ${ago}`,
  end: 'End',
  queryTitle: 'Live tables, with Power Query',
  queryLead:
    'A copy with sheets that read tasks, resources, dependencies and history from here: on opening, every 30 minutes, and with Refresh All.',
  queryText: 'The queries as text',
  scriptTitle: 'A button in Excel, with an Office Script',
  scriptLead:
    'Put the script into Documents / Office Scripts on your OneDrive, open the workbook, and run it on the Automate tab: it sends your edits and brings those of others.',
  scriptFile: 'The script',
  connectedGet: 'Download the workbook',
  connectedSecret:
    'The workbook holds a token of yours for this project: do not pass it on. It stands below, where you can revoke it.',
  cliTitle: 'On the command line',
  cliLead: 'In a checkout, with a personal token:',
  tokensTitle: 'Personal tokens',
  tokensLead: 'For the command line and programs of yours. A token does what you may do.',
  tokenName: 'What it is for',
  tokenMake: 'Make a token',
  tokenOnce: 'Copy it now, it is not shown again:',
  tokenUntil: 'Good',
  tokenEnds: (day: string) => `until ${day}`,
  tokenForever: 'for ever',
  revoke: 'Revoke',
  copy: 'Copy',
};

export const audit = {
  title: 'Audit',
  lead: 'Everything that happened here, each entry chained to the one before.',
  verify: 'Check the chain',
  whole: (count: number) =>
    plural(count, { one: 'Whole: # entry, none changed.', other: 'Whole: # entries, none changed.' }),
  broken: (entry: string) => `Broken at entry ${entry}.`,
  csv: 'Export as CSV',
  when: 'When',
  who: 'Who',
  what: 'What',
  revision: 'Revision',
  from: 'From where',
  person: 'Person',
  kind: 'Kind',
  anyone: 'Everybody',
  anything: 'Everything',
  empty: 'Nothing of this kind has happened.',
  kinds: {
    create: 'project made',
    upload: 'workbook synced',
    api: 'plan edited',
    webdav: 'saved in Excel by a link',
    hybrid: 'exchanged with the cloud',
    download: 'workbook downloaded',
    resolve: 'conflicts decided',
    renew: 'conflict seen again',
    rollback: 'gone back',
    undo: 'sync undone',
    fields: 'fields changed',
    parked: 'waiting upload decided',
    calendar: 'calendar changed',
    park: 'upload waits',
    discard: 'waiting upload discarded',
    erasure: 'personal data erased',
  } as Readonly<Record<string, string>>,
};
