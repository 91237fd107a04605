import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { useText } from '../../text/use-text.ts';
import type { PlanField } from './sheet.ts';

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    maxHeight: '50vh',
    maxWidth: '320px',
    overflowY: 'auto',
  },
});

/** A condition for each column, as one types it: part of the text, `> 1.3.2026`, `= Done`, `=` for empty. */
export function FilterMenu(props: {
  readonly fields: readonly PlanField[];
  readonly filters: Readonly<Record<string, string>>;
  readonly onFilters: (filters: Readonly<Record<string, string>>) => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { fields, filters, onFilters } = props;
  const count = Object.keys(filters).length;
  const change = (key: string, text: string) => {
    const { [key]: _, ...others } = filters;
    onFilters(text.trim() === '' ? others : { ...others, [key]: text });
  };
  return (
    <Popover trapFocus positioning={{ autoSize: true }}>
      <PopoverTrigger disableButtonEnhancement>
        <Button icon={<FilterRegular />}>
          {t.plan.filter}
          {count > 0 && ` (${format.number(count)})`}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t.plan.filter}>
        <div className={styles.box}>
          <Text size={200}>{t.plan.filterHint}</Text>
          {fields.map(({ key, label }) => (
            <Field key={key} label={label || t.fields[key] || key} size="small">
              <Input size="small" value={filters[key] ?? ''} onChange={(_, { value }) => change(key, value)} />
            </Field>
          ))}
          <Button disabledFocusable={count === 0} onClick={() => onFilters({})}>
            {t.plan.noFilter}
          </Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
