import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useDavLinks, useEndDavLink, useOpenInExcel } from '../../data/connect.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from './secret.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** A link that opens the plan in desktop Excel; saving there merges. */
export function ExcelLink({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { connect } = t;
  const { data: links } = useDavLinks(project);
  const open = useOpenInExcel(project);
  const end = useEndDavLink();
  return (
    <Section title={connect.excelTitle} lead={connect.excelLead}>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={open.isPending} onClick={() => open.mutate()}>
          {connect.excelMake}
        </Button>
        {open.data?.excel_url && (
          <Button as="a" href={open.data.excel_url}>
            {connect.excelOpen}
          </Button>
        )}
      </div>
      {open.error && <Failure error={open.error} />}
      {open.data && (
        <>
          <Text>{connect.address}</Text>
          <Secret text={open.data.url} />
          <Text role="status">{connect.secret}</Text>
        </>
      )}
      {links && links.length > 0 && <Text weight="semibold">{connect.links}</Text>}
      {links?.map((link) => (
        <div key={link.id} className={styles.row}>
          <Text>{connect.used(format.ago(link.used_at, Date.now()))}</Text>
          <Button size="small" disabledFocusable={end.isPending} onClick={() => end.mutate(link.id)}>
            {connect.end}
          </Button>
        </div>
      ))}
      {end.error && <Failure error={end.error} />}
    </Section>
  );
}
