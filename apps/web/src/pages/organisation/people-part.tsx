import { useMe } from '../../data/who-am-i.ts';
import { FormerPerson } from './former-person.tsx';
import { Invitations } from './invitations.tsx';
import { Members } from './members.tsx';
import { OrganisationName } from './organisation-name.tsx';

/** The organisation's name and people. */
export function PeoplePart() {
  const { data: me } = useMe();
  const owns = me?.role === 'owner';
  return (
    <>
      <OrganisationName mayChange={owns} />
      <Members mayChange={owns} />
      {owns && <Invitations />}
      {owns && <FormerPerson />}
    </>
  );
}
