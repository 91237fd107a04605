import { Text } from '@fluentui/react-components';
import { useText } from '../../text/use-text.ts';
import { Secret } from '../connect/secret.tsx';

/** A link of one use that was just made for somebody; where no mail is sent it is handed over by hand. */
export function HandedLink(props: {
  readonly made: { readonly email: string; readonly link: string; readonly mailed: boolean };
}) {
  const { settings } = useText().t;
  const { email, link, mailed } = props.made;
  return (
    <>
      <Text role="status">{mailed ? settings.mailed(email) : settings.handOver(email)}</Text>
      <Secret text={link} />
    </>
  );
}
