import { Text } from '@fluentui/react-components';
import { useProject } from '../../data/projects.ts';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { AddIn } from './add-in.tsx';
import { CommandLine } from './command-line.tsx';
import { OfficeScript, PowerQuery } from './connected-workbook.tsx';
import { Drive } from './drive.tsx';
import { ExcelLink } from './excel-link.tsx';
import { OwnCopy } from './own-copy.tsx';
import { Tokens } from './tokens.tsx';

/** The ways into the plan from the programs that people use. */
export function ConnectPage() {
  const { t } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  return (
    <Page title={t.connect.title}>
      {project?.role === 'viewer' && <Text>{t.connect.readOnly}</Text>}
      <OwnCopy project={id} />
      <ExcelLink project={id} />
      <AddIn project={id} />
      <Drive />
      <OfficeScript project={id} />
      <PowerQuery project={id} />
      <CommandLine project={id} />
      <Tokens />
    </Page>
  );
}
