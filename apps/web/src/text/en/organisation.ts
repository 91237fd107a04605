/** The organisation, and what its owners say for every project. */
export const organisation = {
  title: 'Organisation',
  parts: 'Parts of the settings',
  people: 'People',
  signIn: 'Signing in',
  data: 'Data and safety',
  ownersOnly: 'Only an owner of the organisation sees this.',
  name: 'Name of the organisation',
  actions: (name: string) => `What to do about ${name}`,
  dismiss: 'Remove from the organisation',
  dismissAsk: (name: string) => `Remove ${name}?`,
  dismissText: 'Their sessions and tokens end at once. What they wrote stays theirs; an invitation brings them back.',
  passwordLink: 'Link to a new password',
  passwordLinkAsk: (name: string) => `A new password for ${name}?`,
  passwordLinkText:
    'For somebody who forgot theirs. The link is good once, for an hour, and ends an earlier one; you hand it to them and to nobody else. With the new password all their sessions end, a second factor is still asked for. They are told that you made it, and the audit log keeps it.',
  makePasswordLink: 'Make the link',
  resetFactor: 'Take the second factor away',
  resetFactorAsk: (name: string) => `Take the second factor of ${name} away?`,
  resetFactorText:
    'For somebody who lost device and recovery codes. All their sessions end; they sign in with the password and set up a new one.',
  export: 'Everything about them, as a file',
  erase: 'Erase',
  eraseAsk: (name: string) => `Erase ${name}?`,
  eraseText:
    'The account with every way in goes, and the name in every plan, as it is now and as it was. This cannot be undone.',
  eraseEffect: (plans: number, worked: number) =>
    [
      plans === 0
        ? 'No plan names this person.'
        : `Plans that name this person: ${plans}. Workbooks that were handed out of them are merged without their base from now on.`,
      ...(worked === 0
        ? []
        : [
            `Plans in which they only worked: ${worked}. Files that were uploaded or handed out there go too, and what waits for a decision is discarded.`,
          ]),
    ].join(' '),
  eraseLook: 'See what would be erased',
  eraseNow: 'Erase for good',
  erased: (plans: number) => `Erased. Plans that named the person: ${plans}.`,
  former: 'Somebody who left',
  formerLead:
    'Export or erase a person who is no member any more. Everybody exports their own data on the page of their account.',
  who: 'E-mail address or id',
};

export const policies = {
  screen: 'What workbooks may bring along',
  screenLead:
    'Workbooks can hold more than cells. Each kind is taken out, refused with the whole workbook, or kept. A project can only be stricter than the organisation, and that than the server.',
  kind: 'Content',
  says: 'Here',
  inForce: 'In force',
  byServer: (choice: string) => `The server says: ${choice}`,
  byOrganisation: (choice: string) => `The organisation says: ${choice}`,
  nothing: 'no rule here',
  choices: {
    strip: 'taken out',
    refuse: 'workbook refused',
    keep: 'kept',
    values: 'last values kept',
  } as Readonly<Record<string, string>>,
  kinds: {
    macros: ['Macros', 'VBA programs, their toolbars, and buttons that start them'],
    macroSheets: ['Macro sheets', 'sheets of Excel 4.0 macros, which run like programs'],
    activeX: ['ActiveX controls', 'programs in controls on sheets'],
    customUi: ['Changes of the ribbon', 'buttons of the workbook’s own that call macros'],
    webExtensions: ['Office add-ins', 'that open together with the workbook'],
    python: ['Python in cells', 'which runs at Microsoft'],
    oleObjects: ['Embedded objects', 'files and packages inside; their pictures stay'],
    connections: ['Data connections', 'queries and the data model, which ask other places when the workbook opens'],
    workbookLinks: ['Links to other workbooks', 'formulas that read other files'],
    consolidations: ['Consolidations', 'other workbooks as sources of Data > Consolidate'],
    externalPictures: ['Pictures from elsewhere', 'loaded when the workbook opens'],
    hyperlinks: ['Links to files and programs', 'links that start something; their text stays'],
    signatures: ['Signatures of the document', 'void once it is changed'],
    longFormulas: ['Overlong formulas', 'longer than Excel itself allows'],
  } as Readonly<Record<string, readonly [name: string, meaning: string]>>,
  classes: 'Personal data',
  classesLead:
    'Which fields say who somebody is. When a plan goes to a cloud, personal values stay on this server, names of known people are masked in internal texts, and public values go as they are.',
  field: 'Field',
  class: 'Is',
  classNames: { personal: 'personal', internal: 'internal', public: 'public' } as Readonly<Record<string, string>>,
  as: (name: string, by: string) => `${name} (${by})`,
  saidBy: { organisation: 'by the organisation', standard: 'default', project: 'by this project' } as Readonly<
    Record<string, string>
  >,
  unsaid: 'default',
  anotherField: 'Key of another field',
  keyHint: 'Of a column that projects have besides these, such as c_phone.',
  badKey: 'Letters, digits and . _ - only.',
  ofResource: (label: string) => `Resource: ${label}`,
  resource: { name: 'Name', email: 'E-mail', role: 'Role', capacity: 'Capacity', rate: 'Rate' } as Readonly<
    Record<string, string>
  >,
};

export const cloud = {
  title: 'A cloud without personal data',
  lead: 'This server can let the plan go to another one, with pseudonyms in place of personal values. What is edited there comes home.',
  noCloud: 'Whoever runs this server has named no cloud, so nothing leaves it.',
  status: 'State',
  statuses: {
    local_only: 'stays on this server',
    new: 'is sent for the first time',
    synced: 'both are equal',
    held: 'waits for a confirmation',
    waiting: 'goes on by itself',
    failing: 'does not get through; it is tried again',
    taken: 'taken',
  } as Readonly<Record<string, string>>,
  address: 'Cloud',
  revisions: 'Revisions that were equal last',
  pair: (home: string, there: string) => `${home} here, ${there} there`,
  lastEqual: 'Equal last',
  project: 'Id of the empty project there',
  token: 'Token of that project',
  tokenHint: 'An owner there makes it on the page Connect. It is kept sealed and never shown again.',
  strategy: 'When both sides changed the same',
  sensitive: 'Send personal data as it is',
  sensitiveHint: 'Without this only pseudonyms go.',
  link: 'Link the plan',
  change: 'Save the link',
  now: 'Exchange now',
  unlink: 'End the link',
  unlinkAsk: 'End the link to the cloud?',
  unlinkText: 'Nothing more is exchanged. The cloud keeps what it has.',
  confirm: 'Take it over all the same',
  refused: 'Not taken from the cloud, and set back there',
};
