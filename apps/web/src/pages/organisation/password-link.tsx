import { Button, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { DialogFrame } from '../../shell/dialog-frame.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { HandedLink } from './handed-link.tsx';

/** Makes a link to a new password for a member, and shows it this once. */
export function PasswordLink(props: { readonly user: string; readonly name: string; readonly onClose: () => void }) {
  const { t, format } = useText();
  const { organisation, settings, states } = t;
  const { user, name, onClose } = props;
  const make = useMutation({ mutationFn: () => client().account.makePasswordLink(user) });
  const { data: made } = make;
  return (
    <DialogFrame
      title={organisation.passwordLinkAsk(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{made ? states.close : states.cancel}</Button>
          {!made && (
            <Button appearance="primary" disabledFocusable={make.isPending} onClick={() => make.mutate()}>
              {organisation.makePasswordLink}
            </Button>
          )}
        </>
      }
    >
      {made ? (
        <>
          <HandedLink made={made} />
          <Text>
            {settings.until} <time dateTime={made.expires_at}>{format.instant(made.expires_at)}</time>
          </Text>
        </>
      ) : (
        organisation.passwordLinkText
      )}
      {make.error && <Failure error={make.error} />}
    </DialogFrame>
  );
}
