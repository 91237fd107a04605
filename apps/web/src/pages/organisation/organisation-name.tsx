import { useOrganisation, useRename } from '../../data/organisation.ts';
import { NameForm } from '../../shell/name-form.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

export function OrganisationName({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useText();
  const { data, error, refetch } = useOrganisation();
  const rename = useRename();
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <NameForm
      title={t.links.organisation}
      label={t.organisation.name}
      name={data.name}
      mayChange={mayChange}
      rename={rename}
    />
  );
}
