import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** What the operator bounds. */
export const limits = {
  title: 'Limits',
  lead: 'Set by whoever runs the server. Beyond them calls and uploads are refused for the rest of the minute.',
  perMinute: 'In a minute',
  calls: 'Calls',
  uploads: 'Uploads',
  person: 'One person',
  together: 'All together',
  used: 'Used just now',
  unbounded: 'as many as each may',
  largest: (size: string) => `The largest workbook may have ${size}.`,
  holds: (people: number, projects: number, size: string) =>
    `${plural(people, { one: '# person', other: '# people' })}, ${plural(projects, { one: '# project', other: '# projects' })}, ${size} of workbooks and states of plans.`,
};
