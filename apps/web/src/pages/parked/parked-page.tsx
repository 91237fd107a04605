import { Text } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { useParked } from '../../data/parked.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { ParkedCard } from './parked-card.tsx';

/** Uploads that wait for somebody's decision (rule A9). */
export function ParkedPage() {
  const { t } = useText();
  const id = useProjectId();
  const { data, error, refetch } = useParked(id);
  return (
    <Page title={t.parked.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <Empty picture={<CheckmarkCircleRegular />} title={t.parked.emptyTitle} text={t.parked.emptyText} />
      )}
      {data && data.length > 0 && <Text>{t.parked.lead}</Text>}
      {data?.map((upload) => (
        <ParkedCard key={upload.id} project={id} upload={upload} />
      ))}
    </Page>
  );
}
