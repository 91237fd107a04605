import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { HybridLink } from '@sprintforge/protocol';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useCloud, useCloudChange } from '../../data/cloud.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { brakeText } from '../../text/brake-text.ts';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { CloudForm } from './cloud-form.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** Whether the plan goes to a cloud without its personal data, and how that stands. */
export function Cloud({ project, mayChange }: { readonly project: string; readonly mayChange: boolean }) {
  const { cloud } = useText().t;
  const { data, error, refetch } = useCloud(project);
  return (
    <Section title={cloud.title} lead={cloud.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.cloud_url === null && <Text>{cloud.noCloud}</Text>}
      {data && data.cloud_url !== null && <Standing project={project} link={data} mayChange={mayChange} />}
    </Section>
  );
}

function Standing(props: { readonly project: string; readonly link: HybridLink; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { cloud } = t;
  const { project, link, mayChange } = props;
  const words = usePlanWords(project);
  const exchange = useCloudChange(project, (confirm: readonly string[]) =>
    client().privacy.sync({ project_id: project, ...(confirm.length > 0 ? { confirm: [...confirm] } : {}) }),
  );
  const unlink = useCloudChange(project, () => client().privacy.unlink(project));
  const [asked, ask] = useState(false);
  const isLinked = link.cloud_project_id !== null;
  const facts: readonly (readonly [string, string | null])[] = [
    [cloud.address, link.cloud_url],
    [cloud.status, cloud.statuses[link.status] ?? link.status],
    [cloud.lastEqual, link.synced_at && format.instant(link.synced_at)],
    [
      cloud.revisions,
      link.version === null || link.cloud_version === null
        ? null
        : cloud.pair(format.number(link.version), format.number(link.cloud_version)),
    ],
    [t.problems.report, link.code ? (t.problems.byCode[link.code] ?? link.detail ?? link.code) : null],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {link.confirm?.map((brake) => (
        <Text key={brake.token} role="status">
          {t.sync.asks[brake.code]} {brakeText(t, format, brake)}
        </Text>
      ))}
      {link.refused.length > 0 && (
        <div>
          <Text weight="semibold">{cloud.refused}</Text>
          <ul>
            {link.refused.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that is shown once and never changed
              <li key={at}>
                <bdi>{one.task_name ?? one.task_id}</bdi> · {words.field({ kind: 'task', field: one.field })}:{' '}
                {words.expected(one)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {exchange.error && <Failure error={exchange.error} />}
      {mayChange && isLinked && (
        <div className={styles.buttons}>
          <Button disabledFocusable={exchange.isPending} onClick={() => exchange.mutate([])}>
            {cloud.now}
          </Button>
          {link.confirm && (
            <Button
              disabledFocusable={exchange.isPending}
              onClick={() => exchange.mutate((link.confirm ?? []).map(({ token }) => token))}
            >
              {cloud.confirm}
            </Button>
          )}
          <Button onClick={() => ask(true)}>{cloud.unlink}</Button>
        </div>
      )}
      {mayChange && <CloudForm project={project} link={link} />}
      {asked && (
        <Ask
          title={cloud.unlinkAsk}
          text={cloud.unlinkText}
          button={cloud.unlink}
          act={() => unlink.mutateAsync(undefined)}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
