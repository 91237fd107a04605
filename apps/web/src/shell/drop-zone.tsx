import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { type DragEvent, useRef, useState } from 'react';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    minHeight: '220px',
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    textAlign: 'center',
    borderRadius: tokens.borderRadiusXLarge,
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    transitionProperty: 'border-color, background-color',
    transitionDuration: tokens.durationFast,
  },
  small: { minHeight: '140px' },
  over: { border: `2px dashed ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  icon: { fontSize: '40px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  soft: { color: tokens.colorNeutralForeground2 },
});

export interface DropZoneProps {
  readonly title: string;
  readonly hint: string;
  readonly button: string;
  readonly onFile: (file: File) => void;
  readonly small?: boolean;
}

/** Takes one file, by dropping or by choosing. */
export function DropZone({ title, hint, button, onFile, small }: DropZoneProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside is for everybody
    <div
      className={mergeClasses(styles.zone, small && styles.small, over && styles.over)}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <ArrowUploadRegular className={styles.icon} aria-hidden="true" />
      <Text align="center" size={500} weight="semibold">
        {title}
      </Text>
      <Button appearance="primary" onClick={() => input.current?.click()}>
        {button}
      </Button>
      <Text align="center" size={200} className={styles.soft}>
        {hint}
      </Text>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        aria-label={button}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // the same file may be chosen again
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
