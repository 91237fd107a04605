import { Field, Input } from '@fluentui/react-components';
import type { ConflictRecord } from '@sprintforge/protocol';
import { useState } from 'react';
import type { Decision } from '../../data/conflicts.ts';
import { inputTextOf, typedValue } from '../../text/typed-value.ts';
import { useText } from '../../text/use-text.ts';

/** A value of one's own instead of the three. */
export function OwnValue(props: {
  readonly conflict: ConflictRecord;
  readonly decision?: Decision;
  readonly onChoose: (decision: Decision) => void;
}) {
  const { t, typing } = useText();
  const { conflict, decision, onChoose } = props;
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const mine = decision?.choice === 'value';
  const change = (written: string) => {
    setText(written);
    const typed = typedValue(written, conflict.type, typing);
    setWrong(!typed.fits);
    if (typed.fits) onChoose({ id: conflict.id, choice: 'value', value: typed.value });
  };
  return (
    <Field
      label={t.conflicts.own}
      orientation="horizontal"
      {...(wrong ? { validationMessage: t.plan.expected(conflict.type ?? 'text', typing.day('2026-12-31')) } : {})}
    >
      <Input
        value={mine || wrong ? text : ''}
        placeholder={inputTextOf(conflict.theirs, conflict.type, typing)}
        onChange={(_, data) => change(data.value)}
      />
    </Field>
  );
}
