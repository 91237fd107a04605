import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { RetentionKind, RetentionList } from '@sprintforge/protocol';
import { useState } from 'react';
import { type ShorteningQuestion, useRetention, useSetRetention } from '../../data/retention.ts';
import { Ask } from '../../shell/ask.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { PeriodChoice } from './period-choice.tsx';
import { inWords } from './periods.ts';

type Period = RetentionList['periods'][number];

const useStyles = makeStyles({
  meaning: { color: tokens.colorNeutralForeground2 },
  kind: { minWidth: '200px' },
  choice: { minWidth: '150px' },
  inForce: { whiteSpace: 'nowrap' },
});

/** How long what is kept, in one project or (null) in all of them. A choice counts at once; what would make something go is asked first. */
export function Retention(props: { readonly project: string | null; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t } = useText();
  const { policies, retention } = t;
  const { project, mayChange } = props;
  const { data, error, refetch } = useRetention(project);
  const set = useSetRetention(project);
  const [question, ask] = useState<ShorteningQuestion | null>(null);
  const said = (period: Period) => (project === null ? period.organisation : period.project);
  const choose = (kind: RetentionKind, days: number | null) => {
    const now = (data ?? []).map((period) => [period.kind, period.kind === kind ? days : said(period)] as const);
    const periods = Object.fromEntries(now.filter(([, one]) => one !== null));
    set.mutate({ kind, periods }, { onSuccess: ask });
  };
  return (
    <Section title={retention.title} lead={project === null ? retention.lead : retention.leadOfProject}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && (
        <DataTable label={retention.title} heads={[retention.what, policies.says, policies.inForce]}>
          {data.map((period) => (
            <tr key={period.kind}>
              <td className={styles.kind}>
                {retention.kinds[period.kind][0]}
                <Text block size={200} className={styles.meaning}>
                  {retention.kinds[period.kind][1]}
                </Text>
              </td>
              <td className={styles.choice}>
                <PeriodChoice
                  period={period}
                  said={said(period)}
                  otherwise={
                    project === null
                      ? retention.asServer(inWords(retention, period.kind, period.standard))
                      : retention.asOrganisation(inWords(retention, period.kind, period.most))
                  }
                  mayChange={mayChange}
                  pending={set.isPending}
                  onChoose={(days) => choose(period.kind, days)}
                />
              </td>
              <td className={styles.inForce}>{inWords(retention, period.kind, period.in_force)}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {question && (
        <Shorten
          key={question.wish.confirm}
          question={question}
          act={async () => {
            const again = await set.mutateAsync(question.wish);
            if (again) ask(again);
          }}
          // more may have come together meanwhile: then the next question stays
          onClose={() => ask((now) => (now === question ? null : now))}
        />
      )}
    </Section>
  );
}

/** What would go, by its number. */
function Shorten(props: {
  readonly question: ShorteningQuestion;
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { retention } = useText().t;
  const { question, act, onClose } = props;
  const gone = (Object.entries(question.losses) as [RetentionKind, number][]).filter(([, count]) => count > 0);
  return (
    <Ask
      title={retention.shortenAsk(retention.kinds[question.wish.kind][0])}
      text={retention.shortenText(gone.map(([kind, count]) => retention.losses[kind](count)))}
      button={retention.shorten}
      act={act}
      onClose={onClose}
    />
  );
}
