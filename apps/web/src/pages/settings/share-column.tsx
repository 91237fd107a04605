import { Field, Input, Text } from '@fluentui/react-components';
import type { CustomFieldType, PrivateColumnList, SharedField } from '@sprintforge/protocol';
import { useState } from 'react';
import { useShareColumn } from '../../data/fields.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';
import { FieldTypeChoice, isFieldType } from './field-type.tsx';

/** What the field is called and holds; then everybody sees it. */
export function ShareColumn(props: {
  readonly project: string;
  readonly column: PrivateColumnList['columns'][number];
  readonly onClose: (shared: SharedField | null) => void;
}) {
  const { t } = useText();
  const { columns } = t;
  const { project, column, onClose } = props;
  const share = useShareColumn(project);
  const [label, setLabel] = useState(column.header.slice(0, 100));
  const [type, setType] = useState<CustomFieldType>(isFieldType(column.type) ? column.type : 'text');
  const lacks = label.trim() === '';
  const submit = () => {
    if (!lacks) share.mutate({ header: column.header, label: label.trim(), type }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={columns.shareOne(column.header)}
      save={columns.share}
      isSaving={share.isPending}
      onSave={submit}
      onClose={() => onClose(null)}
    >
      <Text>{columns.shareText}</Text>
      <Field label={columns.name} validationMessage={lacks ? t.states.needed : faultAt(t, share.error, 'label')}>
        <Input value={label} maxLength={100} onChange={(_, { value }) => setLabel(value)} />
      </Field>
      <Field label={t.settings.kind} hint={columns.typeHint} validationMessage={faultAt(t, share.error, 'type')}>
        <FieldTypeChoice value={type} onChange={setType} />
      </Field>
      {share.error && !['label', 'type'].includes(faultyField(share.error) ?? '') && <Failure error={share.error} />}
    </FormDialog>
  );
}
