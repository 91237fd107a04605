import { makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { ScreenChoice, ScreenPolicyList } from '@sprintforge/protocol';
import { useScreenPolicies, useSetScreenPolicies } from '../../data/organisation.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

type Policy = ScreenPolicyList['policies'][number];

const useStyles = makeStyles({
  meaning: { color: tokens.colorNeutralForeground2 },
  kind: { minWidth: '180px' },
  choice: { minWidth: '150px' },
});

/** What is done with content besides cells, in one project or (null) in all of them; a choice counts at once. */
export function ScreenPolicies(props: { readonly project: string | null; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t } = useText();
  const { policies } = t;
  const { project, mayChange } = props;
  const { data, error, refetch } = useScreenPolicies(project);
  const set = useSetScreenPolicies(project);
  const said = (policy: Policy) => (project === null ? policy.organisation : policy.project);
  const change = (kind: string, choice: ScreenChoice | null) => {
    const others = (data ?? []).filter((one) => one.kind !== kind && said(one) !== null);
    const entries = others.map((one) => [one.kind, said(one)]);
    set.mutate(Object.fromEntries(choice === null ? entries : [...entries, [kind, choice]]));
  };
  return (
    <Section title={policies.screen} lead={policies.screenLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && (
        <DataTable label={policies.screen} heads={[policies.kind, policies.says, policies.inForce]}>
          {data.map((policy) => {
            const [name, meaning] = policies.kinds[policy.kind] ?? [policy.kind, policy.meaning];
            return (
              <tr key={policy.kind}>
                <td className={styles.kind}>
                  {name}
                  <Text block size={200} className={styles.meaning}>
                    {meaning}
                  </Text>
                </td>
                <td className={styles.choice}>
                  {mayChange ? (
                    <Select
                      aria-label={`${policies.says}: ${name}`}
                      value={said(policy) ?? ''}
                      disabled={set.isPending}
                      onChange={(_, { value }) => change(policy.kind, value === '' ? null : (value as ScreenChoice))}
                    >
                      <option value="">{policies.nothing}</option>
                      {policy.choices.map((choice) => (
                        <option key={choice} value={choice}>
                          {policies.choices[choice]}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    (policies.choices[said(policy) ?? ''] ?? policies.nothing)
                  )}
                </td>
                <td>
                  {policies.choices[policy.in_force]}
                  <Above policy={policy} project={project} />
                </td>
              </tr>
            );
          })}
        </DataTable>
      )}
    </Section>
  );
}

/** What those above say. */
function Above({ policy, project }: { readonly policy: Policy; readonly project: string | null }) {
  const styles = useStyles();
  const { policies } = useText().t;
  const { operator, organisation } = policy;
  const word = (choice: ScreenChoice) => policies.choices[choice] ?? choice;
  return (
    <Text block size={200} className={styles.meaning}>
      {operator && policies.byServer(word(operator))}
      {operator && project !== null && organisation && <br />}
      {project !== null && organisation && policies.byOrganisation(word(organisation))}
    </Text>
  );
}
