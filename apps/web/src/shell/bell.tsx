import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { useText } from '../text/use-text.ts';

const useStyles = makeStyles({
  bell: { position: 'relative', display: 'grid', placeItems: 'center' },
  count: {
    position: 'absolute',
    insetBlockStart: '-5px',
    insetInlineStart: '9px',
    minWidth: '16px',
    boxSizing: 'border-box',
    paddingInline: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorPaletteRedBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase100,
    lineHeight: '16px',
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** Says how much is new. What opens something is given more than is named here. */
export function Bell({ unread, ...given }: { readonly unread: number; readonly onClick?: () => void }) {
  const styles = useStyles();
  const { notices } = useText().t;
  return (
    <Button
      appearance="transparent"
      aria-label={unread > 0 ? notices.unread(unread) : notices.news}
      icon={
        <span className={styles.bell}>
          <AlertRegular />
          {unread > 0 && <span className={styles.count}>{unread > 99 ? '99+' : unread}</span>}
        </span>
      }
      {...given}
    />
  );
}
