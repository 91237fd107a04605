import { Button, Checkbox } from '@fluentui/react-components';
import type { Change } from '@sprintforge/protocol';
import { useState } from 'react';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { ChangeRow } from './change-row.tsx';
import { editKey } from './edit-key.ts';

interface Props {
  readonly project: string;
  readonly changes: readonly Change[];
  /** Edits that the person leaves out; without `onLeft` nothing can be left out any more. */
  readonly left?: ReadonlySet<string>;
  readonly onLeft?: (left: ReadonlySet<string>) => void;
}

const groups = [
  ['changed', 'set'],
  ['added', 'add'],
  ['removed', 'delete'],
] as const;

/** The edits in groups of their kind, each with the cell it stands in, to take or to leave. */
export function ChangeList(props: Props) {
  const { t, format } = useText();
  return groups.map(([title, action]) => {
    const changes = byRow(props.changes.filter((change) => change.action === action));
    if (changes.length === 0) return null;
    const heading = `${t.sync[title]} (${format.number(changes.length)})`;
    return (
      <Section key={action} title={heading}>
        <Group {...props} label={heading} changes={changes} />
      </Section>
    );
  });
}

/** As they stand in the workbook; what is in none of its cells comes last. */
const byRow = (changes: readonly Change[]): readonly Change[] =>
  changes.toSorted((one, other) => rowOf(one) - rowOf(other));

const rowOf = ({ cell }: Change): number => (cell ? Number(/\d+$/.exec(cell)?.[0] ?? 0) : Number.MAX_SAFE_INTEGER);

const page = 100;

function Group({ project, changes, left, onLeft, label }: Props & { readonly label: string }) {
  const { t } = useText();
  const [shown, show] = useState(page);
  const keys = changes.map(editKey);
  const out = left ? keys.filter((key) => left.has(key)).length : 0;
  const set = (some: readonly string[], take: boolean) => {
    const next = new Set(left);
    for (const key of some)
      if (take) next.delete(key);
      else next.add(key);
    onLeft?.(next);
  };
  const all = onLeft && (
    <Checkbox
      aria-label={t.sync.takeAll}
      checked={out === 0 ? true : out === keys.length ? false : 'mixed'}
      onChange={(_, { checked }) => set(keys, checked === true)}
    />
  );
  const heads = [t.sync.task, t.sync.field, t.sync.before, t.sync.after, t.sync.cell];
  return (
    <>
      <DataTable label={label} heads={all ? [all, ...heads] : heads}>
        {changes.slice(0, shown).map((change, at) => (
          <ChangeRow
            key={keys[at]}
            project={project}
            change={change}
            {...(onLeft ? { taken: !left?.has(keys[at]!), onTake: (take: boolean) => set([keys[at]!], take) } : {})}
          />
        ))}
      </DataTable>
      {changes.length > shown && (
        <div>
          <Button onClick={() => show(shown + 10 * page)}>{t.sync.moreChanges(changes.length - shown)}</Button>
        </div>
      )}
    </>
  );
}
