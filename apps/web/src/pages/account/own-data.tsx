import { Button } from '@fluentui/react-components';
import { useExportPerson } from '../../data/people.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** What is known of oneself. */
export function OwnData() {
  const { account } = useText().t;
  const { data: me } = useMe();
  const take = useExportPerson();
  if (!me) return null;
  return (
    <Section title={account.own} lead={account.ownLead}>
      <div>
        <Button disabledFocusable={take.isPending} onClick={() => take.mutate(me.user_id)}>
          {account.ownFile}
        </Button>
      </div>
      {take.error && <Failure error={take.error} />}
    </Section>
  );
}
