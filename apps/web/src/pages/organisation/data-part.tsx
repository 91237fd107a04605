import { Text } from '@fluentui/react-components';
import { useMe } from '../../data/who-am-i.ts';
import { useText } from '../../text/use-text.ts';
import { OrganisationClasses } from '../policies/organisation-classes.tsx';
import { Retention } from '../policies/retention.tsx';
import { ScreenPolicies } from '../policies/screen-policies.tsx';
import { Limits } from './limits.tsx';

/** What workbooks may bring along, which fields are personal, and how long what is kept, in every project that says nothing else; what the operator bounds. */
export function DataPart() {
  const { t } = useText();
  const { data: me } = useMe();
  const owns = me?.role === 'owner';
  return (
    <>
      {me && !owns && <Text>{t.settings.lookOnly}</Text>}
      <ScreenPolicies project={null} mayChange={owns} />
      <OrganisationClasses mayChange={owns} />
      <Retention project={null} mayChange={owns} />
      {owns && <Limits />}
    </>
  );
}
