import { Button, Text } from '@fluentui/react-components';
import { DocumentTableRegular } from '@fluentui/react-icons/svg/document-table';
import { useState } from 'react';
import { type Copy, useCopies, useRevokeCopy } from '../../data/copies.ts';
import { useProject } from '../../data/projects.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Ask } from '../../shell/ask.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';

/** Who holds which workbook since when; withdrawn by an owner, or by whoever holds it. */
export function CopiesPage() {
  const { t, format } = useText();
  const id = useProjectId();
  const { data, error, refetch } = useCopies(id);
  const { data: project } = useProject(id);
  const { data: me } = useMe();
  const revoke = useRevokeCopy(id);
  const [asked, ask] = useState<Copy | null>(null);
  const mayRevoke = (copy: Copy) =>
    copy.revoked_at === null &&
    (project?.role === 'owner' || (copy.holder.id === me?.user_id && project?.role !== 'viewer'));
  const ago = (instant: string) => format.ago(instant, Date.now());
  return (
    <Page title={t.copies.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <Empty picture={<DocumentTableRegular />} title={t.copies.emptyTitle} text={t.copies.emptyText} />
      )}
      {data && data.length > 0 && (
        <Section lead={t.copies.lead}>
          <DataTable
            label={t.copies.title}
            heads={[t.copies.holder, t.copies.revision, t.copies.issued, t.copies.synced, t.states.action]}
          >
            {data.map((copy) => (
              <tr key={copy.copy_id}>
                <td>{copy.holder.name}</td>
                <td>{format.number(copy.revision)}</td>
                <td>{ago(copy.issued_at)}</td>
                <td>{copy.last_synced_at ? ago(copy.last_synced_at) : t.copies.never}</td>
                <td>
                  {copy.revoked_at && <Text>{t.copies.revoked(ago(copy.revoked_at))}</Text>}
                  {mayRevoke(copy) && (
                    <Button size="small" onClick={() => ask(copy)}>
                      {t.copies.revoke}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        </Section>
      )}
      {asked && (
        <Ask
          title={t.copies.revokeAsk(asked.holder.name)}
          text={t.copies.revokeText}
          button={t.copies.revoke}
          act={() => revoke.mutateAsync(asked.copy_id)}
          onClose={() => ask(null)}
        />
      )}
    </Page>
  );
}
