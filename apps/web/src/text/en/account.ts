/** What is one's own, and what one is told. */
export const account = {
  title: 'Your account',
  sessions: 'Where you are signed in',
  sessionsLead: 'A session ends by itself after a week without use.',
  noSessions: 'You are here by a token; there is no session.',
  device: 'Browser',
  from: 'From',
  used: 'Last used',
  here: 'here',
  end: 'Sign out there',
  endOthers: 'Sign out everywhere else',
  password: 'Password',
  passwordLead: 'With a new password all other sessions end.',
  current: 'Password until now',
  change: 'Change the password',
  changed: 'The password is changed.',
};

export const notices = {
  title: 'What you are told',
  lead: 'In this project. You are never told of what you did yourself.',
  leadAll: 'In all projects that do not say otherwise in their settings.',
  what: 'When',
  app: 'Here',
  mail: 'By mail',
  noMail: 'This server sends no mail.',
  kinds: {
    overwritten: 'somebody’s edit replaces yours',
    conflict: 'an edit collides with yours',
    parked: 'an upload waits for a decision',
    assigned: 'a task is assigned to you',
    rollback: 'changes are taken back',
    sync: 'somebody syncs changes',
  },
};

export const webhooks = {
  title: 'Webhooks',
  lead: 'Other programs that are told at once what happens in this project. Each message is signed.',
  address: 'Address',
  events: { revision: 'changes of the plan', conflict: 'conflicts', parked: 'waiting uploads' },
  secret: 'The key that the messages are signed with. Copy it now, it is not shown again:',
  test: 'Try it',
  deliveries: 'Messages',
  remove: 'Remove',
  none: 'Nothing was sent yet.',
  stopped: (why: string) => `Switched off by the server: ${why}`,
  event: 'Event',
  status: 'State',
  answer: 'Answer',
  statuses: { waiting: 'is sent again', delivered: 'arrived', failed: 'given up', dropped: 'was switched off' },
};
