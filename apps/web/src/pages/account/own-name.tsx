import { useRenameMyself } from '../../data/account.ts';
import { useMe } from '../../data/who-am-i.ts';
import { NameForm } from '../../shell/name-form.tsx';
import { useText } from '../../text/use-text.ts';

/** What others read beside one's edits. */
export function OwnName() {
  const { t } = useText();
  const { data: me } = useMe();
  const rename = useRenameMyself();
  if (!me) return null;
  return <NameForm title={t.account.who} label={t.links.name} name={me.name} mayChange rename={rename} />;
}
