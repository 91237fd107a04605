import { Outlet } from '@tanstack/react-router';
import { Page } from '../../shell/page.tsx';
import { SubPage, SubPages } from '../../shell/sub-pages.tsx';
import { useText } from '../../text/use-text.ts';

/** What holds for every project: people, how they come in, what is done with data. */
export function OrganisationFrame() {
  const { organisation } = useText().t;
  return (
    <Page title={organisation.title}>
      <SubPages label={organisation.parts}>
        <SubPage to="/organisation" activeOptions={{ exact: true }}>
          {organisation.people}
        </SubPage>
        <SubPage to="/organisation/sign-in">{organisation.signIn}</SubPage>
        <SubPage to="/organisation/data">{organisation.data}</SubPage>
      </SubPages>
      <Outlet />
    </Page>
  );
}
