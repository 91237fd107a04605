/** `${NAME}` and `${NAME:-default}` in texts of a configuration file; `$${` is a plain `${`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$(\$\{)|\$\{([^}]*)\}|\$\{/g;

export interface Substituted {
  readonly text: string;
  /** What is wrong with a reference, if anything: what was found, and the cure. */
  readonly wrong: readonly [found: string, cure: string] | null;
}

/** An empty variable counts as one that is not set. */
export function substitute(given: string, env: Environment): Substituted {
  let wrong: Substituted['wrong'] = null;
  const text = given.replaceAll(reference, (whole, escaped?: string, inner?: string) => {
    if (escaped) return escaped;
    if (inner === undefined) {
      wrong ??= ['a reference that is not closed', 'Write ${NAME}, or $${ for a plain ${'];
      return whole;
    }
    const [, name, fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(inner) ?? [];
    if (name === undefined) {
      wrong ??= [`"\${${inner}}" names no environment variable`, 'Write ${NAME} or ${NAME:-default}'];
      return whole;
    }
    const value = env[name] || fallback;
    if (value === undefined)
      wrong ??= [`the environment variable ${name} is not set`, `Set it, or write \${${name}:-default}`];
    return value ?? whole;
  });
  return { text, wrong };
}
