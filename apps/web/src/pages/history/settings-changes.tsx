import type { Change } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { useText } from '../../text/use-text.ts';
import { weekdays } from '../../text/weekdays.ts';

type Words = ReturnType<typeof useText>;

interface Calendar {
  readonly weekend?: readonly number[];
  readonly holidays?: readonly string[];
}

/** What a revision changed beside the tasks: fields, calendar, how finishes come about; of lists only what differs. */
export function SettingsChanges({ changes }: { readonly changes: readonly Change[] }) {
  const words = useText();
  const { t } = words;
  if (changes.length === 0) return null;
  return (
    <DataTable label={t.settings.title} heads={[t.settings.title, t.sync.before, t.sync.after]}>
      {changes.map(({ field, before, after }) => (
        <tr key={field}>
          <td>{t.history.settingsOf[field ?? ''] ?? field}</td>
          <td>{listed(words, field, before, after)}</td>
          <td>
            <strong>{listed(words, field, after, before)}</strong>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** What stands on this side and not on the other. */
function listed(words: Words, field: string | null, side: unknown, other: unknown): string {
  if (field === 'scheduling') return side === 'follow' ? words.t.settings.follow : words.t.settings.manual;
  const parts = field === 'fields' ? labelsOf : field === 'calendar' ? daysOf : () => [];
  const there = new Set(parts(words, other));
  return words.format.list(parts(words, side).filter((one) => !there.has(one)));
}

const labelsOf = (_: Words, side: unknown): readonly string[] =>
  Array.isArray(side) ? (side as readonly { readonly label: string }[]).map(({ label }) => label) : [];

function daysOf({ format, locale }: Words, side: unknown): readonly string[] {
  const { weekend = [], holidays = [] } = (side ?? {}) as Calendar;
  return [...weekend.map((day) => weekdays(locale)[day - 1] ?? ''), ...holidays.map((day) => format.day(day))];
}
