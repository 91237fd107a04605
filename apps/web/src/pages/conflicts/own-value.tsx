import { Field, Input } from '@fluentui/react-components';
import type { ConflictRecord } from '@sprintforge/protocol';
import { useState } from 'react';
import type { Decision } from '../../data/conflicts.ts';
import { useText } from '../../text/use-text.ts';
import { inputTextOf, typedValue } from './typed-value.ts';

/** A value of one's own instead of the three. */
export function OwnValue(props: {
  readonly conflict: ConflictRecord;
  readonly decision?: Decision;
  readonly onChoose: (decision: Decision) => void;
}) {
  const { t } = useText();
  const { conflict, decision, onChoose } = props;
  const [text, setText] = useState('');
  const mine = decision?.choice === 'value';
  const change = (typed: string) => {
    setText(typed);
    onChoose({ id: conflict.id, choice: 'value', value: typedValue(typed, conflict.type) });
  };
  return (
    <Field label={t.conflicts.own} orientation="horizontal">
      <Input
        type={conflict.type === 'date' ? 'date' : 'text'}
        value={mine ? text : ''}
        placeholder={inputTextOf(conflict.theirs, conflict.type)}
        onChange={(_, data) => change(data.value)}
      />
    </Field>
  );
}
