import type { RetentionKind } from '@sprintforge/protocol';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** How long what is kept, and what goes when. */
export const retention = {
  title: 'How long data is kept',
  lead: 'What is past its time is deleted for good at night. This holds for all projects; a single one may keep its data for a shorter time.',
  leadOfProject:
    'What is past its time is deleted for good at night. This project may keep its data for a shorter time than the organisation.',
  what: 'What',
  asServer: (period: string) => `as the server: ${period}`,
  asOrganisation: (period: string) => `as the organisation: ${period}`,
  fixed: 'set by whoever runs the server',
  forEver: 'for ever',
  days: (count: number) => plural(count, { one: '# day', other: '# days' }),
  years: (count: number) => plural(count, { one: '# year', other: '# years' }),
  kinds: {
    recovery: [
      'Recovery points',
      'For this long an upload can be taken back in one step, and the uploaded file be fetched. What it changed stays in the history.',
    ],
    copies: [
      'Bases of workbooks',
      'Counted from the last sync of a workbook. An older one can still be uploaded, but you are asked about each row that somebody touched in it.',
    ],
    history: [
      'Older states of plans',
      'After that nobody goes back to the plan of that day or downloads it. Who changed what stays in the history.',
    ],
    deleted: ['Projects put away', 'After that everything in them is gone but their audit log.'],
    audit: ['Audit log', 'The oldest entries go; the others still prove that nobody changed them.'],
  } as Readonly<Record<RetentionKind, readonly [name: string, meaning: string]>>,
  shortenAsk: (name: string) => `${name}: for a shorter time?`,
  shortenText: (gone: readonly string[]) =>
    `In the coming night these are deleted for good: ${gone.join('; ')}. Until then you can still choose a longer time.`,
  shorten: 'Keep for a shorter time',
  losses: {
    recovery: (count: number) => plural(count, { one: '# recovery point', other: '# recovery points' }),
    copies: (count: number) => plural(count, { one: 'the base of # workbook', other: 'the bases of # workbooks' }),
    history: (count: number) => plural(count, { one: '# older state of a plan', other: '# older states of plans' }),
    deleted: (count: number) => plural(count, { one: '# project put away', other: '# projects put away' }),
    audit: (count: number) => plural(count, { one: '# entry of the audit log', other: '# entries of the audit log' }),
  } as Readonly<Record<RetentionKind, (count: number) => string>>,
};
