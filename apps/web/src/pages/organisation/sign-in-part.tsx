import { Text } from '@fluentui/react-components';
import { useMe } from '../../data/who-am-i.ts';
import { useText } from '../../text/use-text.ts';
import { Directory } from './directory.tsx';
import { Domains } from './domains.tsx';
import { FactorDemand } from './factor-demand.tsx';
import { Providers } from './providers.tsx';

/** How people come in; a matter of owners. */
export function SignInPart() {
  const { t } = useText();
  const { data: me } = useMe();
  if (me && me.role !== 'owner') return <Text>{t.organisation.ownersOnly}</Text>;
  return (
    me && (
      <>
        <FactorDemand />
        <Domains />
        <Providers />
        <Directory />
      </>
    )
  );
}
