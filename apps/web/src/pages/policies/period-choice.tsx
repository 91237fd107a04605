import { Select } from '@fluentui/react-components';
import type { RetentionList } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import { choicesFor, inWords } from './periods.ts';

/** What is said here of how long something is kept; null: nothing. */
export function PeriodChoice(props: {
  readonly period: RetentionList['periods'][number];
  readonly said: number | null;
  /** What holds when nothing is said here. */
  readonly otherwise: string;
  readonly mayChange: boolean;
  readonly pending: boolean;
  readonly onChoose: (days: number | null) => void;
}) {
  const { policies, retention } = useText().t;
  const { period, said, otherwise, mayChange, pending, onChoose } = props;
  const { kind, least, most } = period;
  if (least === most) return <>{retention.fixed}</>;
  if (!mayChange) return <>{said === null ? otherwise : inWords(retention, kind, said)}</>;
  return (
    <Select
      aria-label={`${policies.says}: ${retention.kinds[kind][0]}`}
      value={said ?? ''}
      disabled={pending}
      onChange={(_, { value }) => onChoose(value === '' ? null : Number(value))}
    >
      <option value="">{otherwise}</option>
      {choicesFor(period, said).map((days) => (
        <option key={days} value={days}>
          {inWords(retention, kind, days)}
        </option>
      ))}
    </Select>
  );
}
