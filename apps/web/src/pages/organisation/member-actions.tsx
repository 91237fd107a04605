import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import type { MemberList } from '@sprintforge/protocol';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useDismiss } from '../../data/organisation.ts';
import { useExportPerson } from '../../data/people.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Ask } from '../../shell/ask.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ErasePerson } from './erase-person.tsx';
import { PasswordLink } from './password-link.tsx';

type Asked = 'dismiss' | 'password' | 'factor' | 'erase';

/** What an owner does about one member. */
export function MemberActions({ member }: { readonly member: MemberList['members'][number] }) {
  const { organisation } = useText().t;
  const [asked, ask] = useState<Asked | null>(null);
  const take = useExportPerson();
  const dismiss = useDismiss();
  const { user_id: id, name } = member;
  const isMe = useMe().data?.user_id === id;
  const close = () => ask(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={organisation.actions(name)} />
        </MenuTrigger>
        <MenuPopover role="region" aria-label={organisation.actions(name)}>
          <MenuList>
            <MenuItem onClick={() => take.mutate(id)}>{organisation.export}</MenuItem>
            {!isMe && <MenuItem onClick={() => ask('password')}>{organisation.passwordLink}</MenuItem>}
            <MenuItem onClick={() => ask('factor')}>{organisation.resetFactor}</MenuItem>
            <MenuItem onClick={() => ask('dismiss')}>{organisation.dismiss}</MenuItem>
            <MenuItem onClick={() => ask('erase')}>{organisation.erase}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {take.error && <Failure error={take.error} />}
      {asked === 'erase' && <ErasePerson who={id} name={name} onClose={close} />}
      {asked === 'password' && <PasswordLink user={id} name={name} onClose={close} />}
      {asked === 'factor' && (
        <Ask
          title={organisation.resetFactorAsk(name)}
          text={organisation.resetFactorText}
          button={organisation.resetFactor}
          act={() => client().secondFactor.reset(id)}
          onClose={close}
        />
      )}
      {asked === 'dismiss' && (
        <Ask
          title={organisation.dismissAsk(name)}
          text={organisation.dismissText}
          button={organisation.dismiss}
          act={() => dismiss(id)}
          onClose={close}
        />
      )}
    </>
  );
}
