import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { BookRegular } from '@fluentui/react-icons/svg/book';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { serverUrl } from '../data/client.ts';
import { useMe } from '../data/who-am-i.ts';
import { signOut } from '../session/sign-out.ts';
import { type Locale, locales } from '../text/locales.ts';
import { useText } from '../text/use-text.ts';
import { chooseScheme, type SchemeChoice, schemeChoice } from '../theme/color-scheme.ts';

const useStyles = makeStyles({
  face: {
    display: 'grid',
    placeItems: 'center',
    width: '28px',
    height: '28px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '18px',
  },
});

/** Who is signed in, how the application looks and speaks, and the way out. */
export function AccountMenu() {
  const styles = useStyles();
  const { t, locale, choose } = useText();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const [scheme, setScheme] = useState<SchemeChoice>(schemeChoice);
  const name = me?.name ?? '';
  const looks: readonly (readonly [SchemeChoice, string])[] = [
    ['system', t.shell.system],
    ['light', t.shell.light],
    ['dark', t.shell.dark],
  ];
  const change = (kind: string, [value]: readonly string[]) => {
    if (kind === 'language') choose(value as Locale);
    if (kind !== 'scheme') return;
    setScheme(value as SchemeChoice);
    chooseScheme(value as SchemeChoice);
  };
  return (
    <Menu
      checkedValues={{ scheme: [scheme], language: [locale] }}
      onCheckedValueChange={(_, data) => change(data.name, data.checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          aria-label={name ? `${t.shell.account}: ${name}` : t.shell.account}
          icon={
            <span className={styles.face}>
              <PersonRegular />
            </span>
          }
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {me && (
            <MenuGroup>
              <MenuGroupHeader>
                {me.name} · {t.shell.role[me.role] ?? me.role} · {me.organisation.name}
              </MenuGroupHeader>
            </MenuGroup>
          )}
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t.shell.appearance}</MenuGroupHeader>
            {looks.map(([value, label]) => (
              <MenuItemRadio key={value} name="scheme" value={value}>
                {label}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t.shell.language}</MenuGroupHeader>
            {Object.entries(locales).map(([value, one]) => (
              <MenuItemRadio key={value} name="language" value={value} lang={value}>
                {one.name}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<PersonRegular />} onClick={() => void navigate({ to: '/account' })}>
            {t.account.title}
          </MenuItem>
          <MenuItem icon={<BuildingRegular />} onClick={() => void navigate({ to: '/organisation' })}>
            {t.organisation.title}
          </MenuItem>
          <MenuItem icon={<BookRegular />} onClick={() => window.open(`${serverUrl}api/docs`, '_blank', 'noopener')}>
            {t.shell.reference}
          </MenuItem>
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut()}>
            {t.shell.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
