import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useRenameField } from '../../data/fields.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';

/** Another name for a field; what workbooks call their columns stays theirs. */
export function RenameField(props: {
  readonly project: string;
  readonly field: { readonly key: string; readonly label: string };
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const { columns } = t;
  const { project, field, onClose } = props;
  const rename = useRenameField(project);
  const [label, setLabel] = useState(field.label);
  const [tried, setTried] = useState(false);
  const lacks = label.trim() === '';
  const submit = () => {
    setTried(lacks);
    if (!lacks) rename.mutate({ key: field.key, label: label.trim() }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={columns.renameTitle(field.label)}
      save={t.settings.save}
      isSaving={rename.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Field
        label={columns.name}
        hint={columns.renameHint}
        validationMessage={tried && lacks ? t.states.needed : faultAt(t, rename.error, 'label')}
      >
        <Input value={label} maxLength={100} onChange={(_, { value }) => setLabel(value)} />
      </Field>
      {rename.error && faultyField(rename.error) === null && <Failure error={rename.error} />}
    </FormDialog>
  );
}
