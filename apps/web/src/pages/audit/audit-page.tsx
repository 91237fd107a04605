import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useAudit, useAuditExport, useVerifyAudit } from '../../data/audit.ts';
import { useProjectMembers } from '../../data/project-members.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { More } from '../../shell/more.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
});

/** The log of the project: by person and kind, exported, its chain checked. */
export function AuditPage() {
  const styles = useStyles();
  const { t, format } = useText();
  const id = useProjectId();
  const [user, setUser] = useState('');
  const [type, setType] = useState('');
  const wish = { ...(user ? { user } : {}), ...(type ? { type } : {}) };
  const log = useAudit(id, wish);
  const { data, error, refetch } = log;
  const verify = useVerifyAudit(id);
  const csv = useAuditExport(id, wish);
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const { audit } = t;
  const { data: members } = useProjectMembers(id, true);
  return (
    <Page title={audit.title}>
      <Section lead={audit.lead}>
        <div className={styles.tools}>
          <Field label={audit.person}>
            <Select value={user} onChange={(_, { value }) => setUser(value)}>
              <option value="">{audit.anyone}</option>
              {members?.map((one) => (
                <option key={one.user_id} value={one.user_id}>
                  {one.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={audit.kind}>
            <Select value={type} onChange={(_, { value }) => setType(value)}>
              <option value="">{audit.anything}</option>
              {Object.entries(audit.kinds).map(([kind, name]) => (
                <option key={kind} value={kind}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Button disabledFocusable={verify.isPending} onClick={() => verify.mutate()}>
            {audit.verify}
          </Button>
          <Button disabledFocusable={csv.isPending} onClick={() => csv.mutate()}>
            {audit.csv}
          </Button>
        </div>
        {verify.data && (
          <MessageBar intent={verify.data.ok ? 'success' : 'error'} role="status">
            <MessageBarBody>
              {verify.data.ok
                ? audit.whole(verify.data.entries)
                : `${audit.broken(String(verify.data.first_bad ?? ''))} ${verify.data.reason ?? ''}`}
            </MessageBarBody>
          </MessageBar>
        )}
        {[error, verify.error, csv.error].map(
          (one, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: three places, always the same
            one && <Failure key={at} error={one} retry={at === 0 ? () => void refetch() : undefined} />,
        )}
        {!data && !error && <Loading />}
        {data && entries.length === 0 && <Text role="status">{audit.empty}</Text>}
        {entries.length > 0 && (
          <DataTable label={audit.title} heads={[audit.when, audit.who, audit.what, audit.revision, audit.from]}>
            {entries.map((entry) => (
              <tr key={entry.seq}>
                <td>
                  <time dateTime={entry.timestamp}>{format.instant(entry.timestamp)}</time>
                </td>
                <td>{entry.user_name ?? entry.user_id}</td>
                <td>{audit.kinds[entry.sync_type] ?? entry.sync_type}</td>
                <td>{format.number(entry.server_version)}</td>
                <td>
                  <bdi>{entry.ip_address}</bdi>
                </td>
              </tr>
            ))}
          </DataTable>
        )}
        <More query={log} />
      </Section>
    </Page>
  );
}
