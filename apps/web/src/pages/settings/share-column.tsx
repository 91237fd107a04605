import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { CustomFieldType, PrivateColumnList, SharedField } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useShareColumn } from '../../data/fields.ts';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';
import { FieldTypeChoice, isFieldType } from './field-type.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** What the field is called and holds; then everybody sees it. */
export function ShareColumn(props: {
  readonly project: string;
  readonly column: PrivateColumnList['columns'][number];
  readonly onClose: (shared: SharedField | null) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { columns } = t;
  const { project, column, onClose } = props;
  const share = useShareColumn(project);
  const [label, setLabel] = useState(column.header.slice(0, 100));
  const [type, setType] = useState<CustomFieldType>(isFieldType(column.type) ? column.type : 'text');
  const lacks = label.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!lacks) share.mutate({ header: column.header, label: label.trim(), type }, { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose(null)}>
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{columns.shareOne(column.header)}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{columns.shareText}</Text>
              <Field
                label={columns.name}
                validationMessage={lacks ? t.states.needed : faultAt(t, share.error, 'label')}
              >
                <Input value={label} maxLength={100} onChange={(_, { value }) => setLabel(value)} />
              </Field>
              <Field
                label={t.settings.kind}
                hint={columns.typeHint}
                validationMessage={faultAt(t, share.error, 'type')}
              >
                <FieldTypeChoice value={type} onChange={setType} />
              </Field>
              {share.error && !['label', 'type'].includes(faultyField(share.error) ?? '') && (
                <Failure error={share.error} />
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onClose(null)}>{t.states.cancel}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={share.isPending}>
                {columns.share}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
