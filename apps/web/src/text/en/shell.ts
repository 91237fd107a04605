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
  nav: {
    sync: 'Sync',
    plan: 'Plan',
    conflicts: 'Conflicts',
    history: 'History',
    parked: 'Waiting uploads',
    copies: 'Copies',
    connect: 'Connect',
    timeline: 'Timeline',
    dashboard: 'Dashboard',
    settings: 'Settings',
    audit: 'Audit',
  },
  offline: 'You are offline. What you see may be old; nothing that you have typed is lost.',
  role: { owner: 'Owner', editor: 'Editor', contributor: 'Contributor', viewer: 'Viewer' } as Record<string, string>,
};

export const live = {
  title: 'News in this project',
  here: 'Also here',
  editing: 'editing',
  conflicts: (count: number) => plural(count, { one: '# conflict is open.', other: '# conflicts are open.' }),
  door: {
    web: 'in the browser',
    webdav: 'in Excel by a link',
    'power-query': 'by Power Query',
    'office-script': 'by the Office Script',
    'add-in': 'in the Excel add-in',
    cli: 'on the command line',
  },
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
  action: 'Action',
  needed: 'This is needed.',
};

export const signIn = {
  title: 'Sign in',
  lead: 'Excel plans and the plan on the server, kept as one.',
  email: 'E-mail address',
  password: 'Password',
  instead: {
    token: 'Use a personal token instead',
    password: 'Use address and password instead',
    organisation: 'Sign in with your organisation instead',
  },
  token: 'Personal token',
  hint: 'Starts with sfp_. It stays in this browser tab and is forgotten when you close it.',
  submit: 'Sign in',
  demo: 'Trying the demo? npm start prints a link that signs you in.',
  goOn: 'Continue',
  signInAt: (name: string, organisation: string) => `Sign in with ${name} (${organisation})`,
  noProvider: 'No organisation here has a sign-in of its own for this address.',
};

/** The second factor: a code besides the password. */
export const factor = {
  title: 'Second factor',
  give: 'Your authenticator app shows a code of six digits. Type it here.',
  needed: 'Your organisation asks for a second factor. Set up an authenticator app or a passkey; it takes a minute.',
  code: 'Code',
  lost: 'No device at hand? Type one of your recovery codes. Lost them too? An owner of your organisation helps.',
  setUp: 'Set up an authenticator app',
  enter: 'Type this key into the app, or open the app by the link on this device. Then type the code that it shows.',
  key: 'Key',
  openApp: 'Open in an app on this device',
  confirm: 'Confirm',
  keep: 'It works. Write these recovery codes down: each serves once when you have no device. They are shown only now.',
  kept: 'I have written them down',
  remove: 'Remove the app',
  active: (left: number) => `An authenticator app is set up. Recovery codes left: ${left}.`,
  policy: 'Whether passwords need a second factor',
  policies: {
    off: 'Nobody needs a second factor',
    optional: 'Whoever wants has a second factor',
    required: 'Everybody with a password needs a second factor',
  },
};

/** Pages that links from mails and from the server lead to. */
export const links = {
  setupTitle: 'Welcome',
  setupLead: 'This server is new. Make your organisation; you will be its owner.',
  setup: 'Make the organisation',
  organisation: 'Organisation',
  name: 'Your name',
  newPassword: 'New password',
  passwordHint: 'At least ten characters; a few words are easy to remember.',
  passwordKnown: 'You have an account here already: use its password.',
  joinTitle: 'Join',
  join: 'Join',
  resetTitle: 'A new password',
  reset: 'Set the password',
  forWhom: (email: string, organisation: string) => `${email}, ${organisation}`,
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

/** Passkeys: made by the browser, kept by the device. */
export const passkeys = {
  title: 'Passkeys',
  lead: 'A fingerprint, a face or the PIN of a device instead of a code, and where your organisation allows it instead of the password.',
  name: 'Name',
  nameHint: 'So that you know it again, for example “My laptop”.',
  added: 'Added',
  unused: 'never',
  synced: 'on several devices',
  add: 'Add a passkey',
  remove: 'Remove',
  removeOne: (name: string) => `Remove “${name}”`,
  notHere: 'This browser makes no passkeys here: it wants a page that came by https.',
  use: 'Use a passkey',
  or: 'or',
  signIn: 'Sign in with a passkey',
  alone: 'A passkey alone signs in, without a password',
};
