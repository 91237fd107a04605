import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { Notice } from '@sprintforge/protocol';
import { noticeText } from '../../text/server-text.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  box: {
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, paddingBlockEnd: tokens.spacingVerticalM },
});

/** What was noticed and needs no decision; folded away. */
export function Warnings({ notices }: { readonly notices: readonly Notice[] }) {
  const styles = useStyles();
  const { t, format } = useText();
  if (notices.length === 0) return null;
  return (
    <Accordion collapsible className={styles.box}>
      <AccordionItem value="notices">
        <AccordionHeader as="h2">{t.sync.warningsTitle(notices.length)}</AccordionHeader>
        <AccordionPanel>
          <ul className={styles.list}>
            {notices.slice(0, 500).map((notice, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of one report never changes
              <li key={at}>
                {notice.task_name && <Text weight="semibold">{notice.task_name}: </Text>}
                {notice.sheet && notice.cell && (
                  <bdi>
                    {notice.sheet}!{notice.cell}{' '}
                  </bdi>
                )}
                {noticeText(t, format, notice)}
              </li>
            ))}
          </ul>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
