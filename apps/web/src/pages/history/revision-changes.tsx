import { useRevision } from '../../data/history.ts';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ChangeTable } from './change-table.tsx';

/** What one revision changed; with `against`, what is different between the two. */
export function RevisionChanges(props: {
  readonly project: string;
  readonly revision: number;
  readonly against?: number;
}) {
  const { t } = useText();
  const { data, error, refetch } = useRevision(props.project, props.revision, props.against);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <ChangeTable project={props.project} label={t.history.show} changes={data.changes} />;
}
