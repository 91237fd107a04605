/** Days that something is kept, as people say and choose them. */
import { isForEver, type RetentionKind, type RetentionList } from '@sprintforge/protocol';
import type { Messages } from '../../text/messages.ts';

export function inWords(words: Messages['retention'], kind: RetentionKind, days: number): string {
  if (isForEver(kind, days)) return words.forEver;
  return days > 0 && days % 365 === 0 ? words.years(days / 365) : words.days(days);
}

const usual = [7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 2190, 2555, 2920, 3650];

/** What may be chosen: usual periods within the bounds, the bounds themselves, what is said; for ever comes last. */
export function choicesFor(
  { kind, least, most }: Pick<RetentionList['periods'][number], 'kind' | 'least' | 'most'>,
  said: number | null,
): number[] {
  const length = (days: number) => (isForEver(kind, days) ? Number.POSITIVE_INFINITY : days);
  const within = usual.filter((days) => days >= length(least) && days <= length(most));
  return [...new Set([least, ...within, most, ...(said === null ? [] : [said])])].sort((a, b) => {
    const [one, other] = [length(a), length(b)];
    return one < other ? -1 : Number(one > other);
  });
}
