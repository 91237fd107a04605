import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** What is one's own, and what one is told. */
export const account = {
  title: 'Your account',
  who: 'Who you are',
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
  own: 'Everything about you',
  ownLead: 'What this server knows about you, as a file of tables.',
  ownFile: 'Download it',
};

export const notices = {
  news: 'What you were told',
  unread: (count: number) => plural(count, { one: 'What you were told: # new', other: 'What you were told: # new' }),
  nothing: 'Nothing yet.',
  operator: 'Whoever runs the server',
  told: {
    overwritten: (by: string, count: number) =>
      plural(count, {
        one: `${by} overwrote an edit of yours; what you wrote is kept in the conflict`,
        other: `${by} overwrote # edits of yours; what you wrote is kept in the conflicts`,
      }),
    conflict: (by: string, count: number) =>
      plural(count, {
        one: `${by} edited what you had edited; yours stands until it is decided`,
        other: `${by} edited what you had edited, in # places; yours stands until it is decided`,
      }),
    parked: (by: string) => `The upload of ${by} waits until somebody decides`,
    assigned: (by: string, count: number) =>
      plural(count, { one: `${by} assigned you to a task`, other: `${by} assigned you to # tasks` }),
    rollback: (by: string, count: number) =>
      plural(count, { one: `${by} took back a change`, other: `${by} took back # changes` }),
    sync: (by: string, count: number) =>
      plural(count, { one: `${by} synced a change`, other: `${by} synced # changes` }),
    password_link: (by: string) =>
      `${by} made a link to a new password for your account. If you did not ask for it, tell an owner of the organisation`,
  },
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
