import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { Section } from '../../shell/section.tsx';
import { brakeText } from '../../text/brake-text.ts';
import { repairText } from '../../text/server-text.ts';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  ask: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  repair: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  what: { flexBasis: '36ch', flexGrow: 1 },
});

/** Nothing is open any more: every brake confirmed, every accident decided. */
export const isAnswered = (report: SyncResult, confirmed: ReadonlySet<string>): boolean =>
  report.repairs.length === 0 && report.confirm.every(({ token }) => confirmed.has(token));

/** What has to be answered before anything is applied: brakes to confirm, accidents with their repairs. */
export function Asks(props: {
  readonly project: string;
  readonly report: SyncResult;
  readonly confirmed: ReadonlySet<string>;
  readonly onConfirm: (tokens: ReadonlySet<string>) => void;
  readonly onRepair: (id: string) => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const words = usePlanWords(props.project);
  const label = (field: string) => words.field({ kind: 'task', field });
  const { confirm, repairs } = props.report;
  const toggle = (token: string, on: boolean) => {
    const next = new Set(props.confirmed);
    if (on) next.add(token);
    else next.delete(token);
    props.onConfirm(next);
  };
  return (
    <>
      {repairs.length > 0 && (
        <Section tone="warning" title={t.sync.repairTitle}>
          {repairs.map((repair) => (
            <div key={repair.id} className={styles.repair}>
              <Text className={styles.what}>{repairText(t, format, repair, label)}</Text>
              <Button onClick={() => props.onRepair(repair.id)}>{t.sync.repairButton}</Button>
            </div>
          ))}
        </Section>
      )}
      {confirm.length > 0 && (
        <Section tone="warning" title={t.sync.asksTitle}>
          {confirm.map((brake) => (
            <div key={brake.token} className={styles.ask}>
              <Text>
                {t.sync.asks[brake.code]} <strong>{brakeText(t, format, brake)}</strong>
              </Text>
              <Checkbox
                label={t.sync.confirmLabel}
                checked={props.confirmed.has(brake.token)}
                onChange={(_, { checked }) => toggle(brake.token, checked === true)}
              />
            </div>
          ))}
        </Section>
      )}
    </>
  );
}
