/** Light or dark: what the system says, until the person says otherwise. Kept in this browser. */
export type SchemeChoice = 'system' | 'light' | 'dark';

const key = 'sprintforge.scheme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function schemeChoice(): SchemeChoice {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseScheme(choice: SchemeChoice): void {
  if (choice === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, choice);
  for (const listener of listeners) listener();
}

export function isDark(): boolean {
  const choice = schemeChoice();
  return choice === 'system' ? system.matches : choice === 'dark';
}

export function watchScheme(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}
