import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ProblemError } from '@sprintforge/protocol';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useCreateProject, useProjectPreview } from '../../data/new-project.ts';
import { DropZone } from '../../shell/drop-zone.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { type ColumnChoices, mappingOf } from './column-choices.ts';
import { type Start, StartChoice } from './start-choice.tsx';
import { type Place, TablePlace } from './table-place.tsx';
import { Understood } from './understood.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center', flexWrap: 'wrap' },
});

interface Plan {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A project out of one's own workbook, whose columns can be put right first, or out of a template. */
export function NewProjectPage() {
  const styles = useStyles();
  const { t } = useText();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [start, setStart] = useState<Start>('workbook');
  const [plan, setPlan] = useState<Plan | null>(null);
  const [place, setPlace] = useState<Place>({});
  const [choices, setChoices] = useState<ColumnChoices>({});
  const [missing, setMissing] = useState(false);
  const preview = useProjectPreview();
  const create = useCreateProject();

  const take = async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    setPlan({ name: file.name, bytes });
    setPlace({});
    setChoices({});
    if (name.trim() === '') setName(nameOf(file));
    preview.mutate({ bytes });
  };
  const correct = (where: Place, next: ColumnChoices) => {
    setPlace(where);
    setChoices(next);
    if (plan) preview.mutate({ bytes: plan.bytes, mapping: mappingOf(where, next) });
  };
  const sheets = preview.data?.sheets ?? sheetsOf(preview.error);
  const found = preview.data && { sheet: preview.data.mapping.sheet, headerRow: preview.data.mapping.header_row };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '' || (start === 'workbook' && !plan)) return;
    const from =
      start === 'workbook' && plan
        ? { file: plan.bytes, filename: plan.name, mapping: mappingOf(place, choices) }
        : { template: start === 'workbook' ? ('tasks' as const) : start };
    create.mutate(
      { name: name.trim(), ...from },
      { onSuccess: ({ project_id: id }) => void navigate({ to: '/projects/$id', params: { id } }) },
    );
  };
  const ready = start !== 'workbook' || (plan !== null && preview.data !== undefined && !preview.isPending);
  return (
    <Page title={t.projects.newTitle}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <StartChoice value={start} onChange={setStart} />
        {start === 'workbook' && (
          <>
            <DropZone
              small={plan !== null}
              title={plan?.name ?? t.projects.dropHere}
              button={plan ? t.sync.chooseAnother : t.sync.choose}
              hint={t.projects.fromWorkbookHint}
              onFile={(file) => void take(file)}
            />
            {preview.isPending && <Spinner label={t.sync.reading} />}
            {preview.error && <Failure error={preview.error} />}
            {sheets.length > 0 && !preview.isPending && (
              <TablePlace
                key={JSON.stringify([plan?.name, place, found])}
                sheets={sheets}
                found={found ?? null}
                onChoose={(where) => correct(where, {})}
              />
            )}
            {preview.data && (
              <Understood preview={preview.data} choices={choices} onChoose={(next) => correct(place, next)} />
            )}
          </>
        )}
        <Section>
          <Field
            label={t.projects.name}
            required
            {...(missing && name.trim() === '' ? { validationMessage: t.projects.nameNeeded } : {})}
          >
            <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
          </Field>
        </Section>
        {create.error && <Failure error={create.error} />}
        <div className={styles.buttons}>
          <Button type="submit" appearance="primary" disabledFocusable={!ready || create.isPending}>
            {create.isPending ? t.projects.making : t.projects.make}
          </Button>
          <Text role="status">{create.isPending ? t.projects.making : ''}</Text>
        </div>
      </form>
    </Page>
  );
}

/** As people write a name: `Office_move.xlsx` is Office move. */
const nameOf = (file: File): string =>
  file.name
    .replace(/\.xls[xm]$/i, '')
    .replace(/_+/g, ' ')
    .trim();

/** Where no table was found, the sheets on which it may stand nevertheless. */
function sheetsOf(error: unknown): readonly string[] {
  const named = error instanceof ProblemError ? error.problem['sheets'] : undefined;
  return Array.isArray(named) ? (named as readonly string[]) : [];
}
