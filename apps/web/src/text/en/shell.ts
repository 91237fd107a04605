import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const shell = {
  product: 'SprintForge Sync',
  projects: 'Projects',
  skip: 'Skip to the content',
  account: 'Account and preferences',
  signOut: 'Sign out',
  appearance: 'Appearance',
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
  language: 'Language',
  reference: 'HTTP reference',
  sections: 'Parts of this project',
  nav: { sync: 'Sync', plan: 'Plan', conflicts: 'Conflicts', history: 'History' },
  offline: 'You are offline. What you see may be old; nothing that you have typed is lost.',
  role: { owner: 'Owner', editor: 'Editor', contributor: 'Contributor', viewer: 'Viewer' } as Record<string, string>,
};

export const states = {
  loading: 'Loading …',
  retry: 'Try again',
  back: 'Back to the projects',
  notFoundTitle: 'There is nothing here',
  notFoundText: 'The address is wrong, or the project was put away.',
  cancel: 'Cancel',
  close: 'Close',
  more: 'Show more',
  copied: 'Copied',
};

export const signIn = {
  title: 'Sign in',
  lead: 'Excel plans and the plan on the server, kept as one.',
  token: 'Personal token',
  hint: 'Starts with sfp_. It stays in this browser tab and is forgotten when you close it.',
  submit: 'Sign in',
  demo: 'Trying the demo? npm start prints a link that signs you in.',
  wrong: 'This token is not known here, was revoked, or has expired.',
};

export const projects = {
  title: 'Projects',
  create: 'New project',
  emptyTitle: 'Your first project is a workbook away',
  emptyText: 'Take the Excel plan that you already have, or start from a template.',
  tasks: (count: number) => plural(count, { one: '# task', other: '# tasks' }),
  conflicts: (count: number) => plural(count, { one: '# conflict to decide', other: '# conflicts to decide' }),
  calm: 'Nothing to decide',
  updated: (ago: string) => `Changed ${ago}`,
  revision: (number: string) => `Revision ${number}`,
  newTitle: 'New project',
  name: 'Name',
  nameNeeded: 'A project needs a name.',
  from: 'Start from',
  fromWorkbook: 'My own Excel workbook',
  fromWorkbookHint: 'Its table is found, and it keeps its look, its formulas and its other sheets.',
  template: { tasks: 'A task list', gantt: 'A Gantt chart', sprint: 'A sprint plan' },
  templateHint: {
    tasks: 'Names, dates, people, progress.',
    gantt: 'With a drawn time axis.',
    sprint: 'For a team that works in iterations.',
  },
  dropHere: 'Drop your plan here, or choose it',
  make: 'Create the project',
  making: 'Creating the project …',
  found: (tasks: string, sheet: string) => `${tasks} were read from the sheet ${sheet}.`,
  columnsTitle: 'How your columns were understood',
  column: 'Column',
  header: 'Heading',
  field: 'Is read as',
  sure: 'How sure',
  surely: { high: 'Sure', middle: 'Probably', low: 'A guess' },
  ownColumn: 'Private: stays in the workbook',
  notRight: 'Something is wrong? Choose what a column means; it is read again at once.',
  firstRows: 'The first rows, as they will be read',
};
