import { Page } from '../../shell/page.tsx';
import { useText } from '../../text/use-text.ts';
import { Tokens } from '../connect/tokens.tsx';
import { SecondFactor } from '../second-factor/second-factor.tsx';
import { NotificationChoices } from '../settings/notification-choices.tsx';
import { OwnData } from './own-data.tsx';
import { OwnName } from './own-name.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';

/** What is one's own, whatever the project: name, sessions, password and second factor, tokens, what one is told. */
export function AccountPage() {
  const { t } = useText();
  return (
    <Page title={t.account.title}>
      <OwnName />
      <Sessions />
      <Password />
      <SecondFactor />
      <Tokens />
      <NotificationChoices />
      <OwnData />
    </Page>
  );
}
