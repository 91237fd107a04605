import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

const useStyles = makeStyles({
  input: {
    position: 'absolute',
    inset: 0,
    boxSizing: 'border-box',
    width: '100%',
    border: `2px solid ${tokens.colorBrandStroke1}`,
    paddingInline: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    outlineStyle: 'none',
    zIndex: 1,
  },
  wrong: { border: `2px solid ${tokens.colorStatusDangerBorder2}` },
  fault: {
    position: 'fixed',
    marginBlockStart: '34px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    zIndex: 2,
    whiteSpace: 'normal',
  },
});

export interface CellEditorProps {
  readonly text: string;
  /** Typing began with `text`: the caret stands behind it; else all of it is selected. */
  readonly begun: boolean;
  readonly label: string;
  /** Values that this field has elsewhere. */
  readonly known: readonly string[];
  /** What is wrong with the text, in words; null: it was taken. `key`: with which key it was left. */
  readonly commit: (text: string, key: string, shift: boolean) => string | null;
  readonly cancel: () => void;
}

/** Fluent moves the focus at Tab before anybody else hears of the key; here it goes to the next cell. */
const tabIsOurs = JSON.stringify({ focusable: { ignoreKeydown: { Tab: true } } });

/** The field in which one cell is typed. What cannot be taken stays in it, with the reason. */
export function CellEditor({ text, begun, label, known, commit, cancel }: CellEditorProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [list, message] = [useId(), useId()];
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    if (!begun) input.current?.select();
  }, [begun]);
  /** Once it is taken or given up, losing the focus means nothing. */
  const left = useRef(false);
  const leave = (key: string, shift = false) => {
    if (left.current) return;
    left.current = true;
    const wrong = commit(input.current?.value ?? '', key, shift);
    left.current = wrong === null;
    setFault(wrong);
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      left.current = true;
      cancel();
    } else if (event.key === 'Enter' || event.key === 'Tab') leave(event.key, event.shiftKey);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={input}
        className={fault === null ? styles.input : `${styles.input} ${styles.wrong}`}
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : message}
        defaultValue={text}
        {...(known.length > 0 ? { list } : {})}
        onKeyDown={press}
        data-tabster={tabIsOurs}
        onPaste={(event) => event.stopPropagation()}
        onCopy={(event) => event.stopPropagation()}
        onCut={(event) => event.stopPropagation()}
        onBlur={() => leave('')}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {fault !== null && (
        <span id={message} role="alert" className={styles.fault}>
          {fault}
        </span>
      )}
    </>
  );
}
