import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';

/** Where the person says that the table stands; what is not named is looked for. */
export interface Place {
  readonly sheet?: string;
  readonly headerRow?: number;
}

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  row: { width: '120px' },
  button: { alignSelf: 'end' },
});

/** Which sheet, and which row of it holds the headings; `found` is what was guessed, null when nothing was. */
export function TablePlace(props: {
  readonly sheets: readonly string[];
  readonly found: Place | null;
  readonly onChoose: (place: Place) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { projects } = t;
  const { sheets, found, onChoose } = props;
  const [sheet, setSheet] = useState(found?.sheet ?? sheets[0] ?? '');
  const [row, setRow] = useState(String(found?.headerRow ?? ''));
  const headerRow = Number(row);
  const isRow = Number.isInteger(headerRow) && headerRow > 0;
  const take = () => isRow && headerRow !== found?.headerRow && onChoose({ sheet, headerRow });
  return (
    <Section title={projects.placeTitle} lead={found ? projects.placeLead : projects.placeNone}>
      <div className={styles.fields}>
        <Field label={projects.sheet}>
          <Select
            value={sheet}
            onChange={(_, { value }) => {
              setSheet(value);
              onChoose({ sheet: value });
            }}
          >
            {sheets.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={projects.headingRow}>
          <Input
            className={styles.row}
            type="number"
            min={1}
            value={row}
            onChange={(_, { value }) => setRow(value)}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              take();
            }}
          />
        </Field>
        <Button className={styles.button} disabledFocusable={!isRow || headerRow === found?.headerRow} onClick={take}>
          {projects.readAgain}
        </Button>
      </div>
    </Section>
  );
}
