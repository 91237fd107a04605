/**
 * Office.js as a task pane meets it, in the page: objects stand for what is in the workbook, calls wait in a queue until
 * `context.sync()`, and a property that was not loaded throws. What is in the workbook is the other side's (`workbook-host.ts`).
 * It is put into the page as text: nothing may be imported here.
 */

interface Step {
  readonly call: string;
  /** The object that it is called on, and the one that it makes. */
  readonly on: number;
  readonly makes?: number;
  readonly args: readonly unknown[];
}
interface Answer {
  readonly error?: { readonly code: string; readonly message: string };
  /** By object: whether it is null, and the loaded properties. */
  readonly loaded: readonly (readonly [number, Readonly<Record<string, unknown>>])[];
}
type Exchange = (steps: readonly Step[]) => Promise<Answer>;

((exchange: Exchange) => {
  const failure = (code: string, message: string): Error =>
    Object.assign(new Error(message), { code, name: 'RichApi.Error' });
  let objects = 0;
  const handlers = new Map<string, Set<(event: object) => unknown>>();

  class Context {
    readonly steps: Step[] = [];
    readonly proxies = new Map<number, Proxied>();
    readonly workbook = new Proxied(this, 'workbook', 0);
    async sync(): Promise<void> {
      const answer = await exchange(this.steps.splice(0));
      for (const [id, properties] of answer.loaded) this.proxies.get(id)?.take(properties);
      if (answer.error) throw failure(answer.error.code, answer.error.message);
    }
  }

  /** What each kind of object can do: methods that make another, methods that do something, properties to load and to set. */
  const kinds: Readonly<
    Record<
      string,
      {
        makes?: Record<string, string>;
        does?: string[];
        loads?: string[];
        sets?: string[];
        has?: Record<string, string>;
      }
    >
  > = {
    workbook: { has: { worksheets: 'worksheets', names: 'names' } },
    worksheets: { makes: { getItem: 'worksheet', getItemOrNullObject: 'worksheet' } },
    names: { loads: ['items/name', 'items/formula'] },
    worksheet: { makes: { getRange: 'range', getUsedRangeOrNullObject: 'range' }, does: ['activate'], loads: ['name'] },
    range: {
      does: ['insert', 'delete', 'select'],
      loads: ['values', 'formulas', 'text', 'numberFormat', 'address'],
      sets: ['values', 'numberFormat'],
    },
  };

  class Proxied {
    readonly #context: Context;
    readonly #id: number;
    readonly #known = new Map<string, unknown>();
    constructor(context: Context, kind: string, id: number, path = '') {
      this.#context = context;
      this.#id = id;
      const { makes = {}, does = [], loads = [], sets = [], has = {} } = kinds[kind]!;
      const self = this as unknown as Record<string, unknown>;
      for (const [name, made] of Object.entries(has)) {
        const part = this.#make(made, name, []);
        Object.defineProperty(self, name, { get: () => part });
      }
      for (const [name, made] of Object.entries(makes))
        self[name] = (...args: unknown[]) => this.#make(made, name, args, args[0]);
      for (const name of does) self[name] = (...args: unknown[]) => this.#step(name, args);
      for (const name of new Set([...loads, ...sets].map((one) => one.split('/')[0]!)))
        Object.defineProperty(self, name, {
          get: () => {
            if (this.#known.has(name)) return this.#known.get(name);
            throw failure(
              'PropertyNotLoaded',
              `The property '${name}' is not available. Before reading the property's value, call the load method on the containing object and call "context.sync()" on the associated request context.`,
            );
          },
          set: (value: unknown) => {
            if (!sets.includes(name)) throw failure('InvalidOperation', `${name} cannot be set`);
            this.#step(`set ${name}`, [value]);
          },
        });
      Object.defineProperty(self, 'isNullObject', {
        get: () => {
          if (this.#known.has('isNullObject')) return this.#known.get('isNullObject');
          throw failure('PropertyNotLoaded', "The property 'isNullObject' is not available before context.sync().");
        },
      });
      if (loads.length > 0)
        self['load'] = (names: string) => {
          const wanted = names.split(',').map((one) => one.trim());
          for (const one of wanted)
            if (!loads.includes(one)) throw failure('InvalidArgument', `${kind} has no property ${one}`);
          this.#step('load', wanted);
          return this;
        };
      if (kind === 'worksheet')
        self['onChanged'] = {
          add: (handler: (event: object) => unknown) => {
            this.#step('listen', []);
            handlers.set(path, (handlers.get(path) ?? new Set()).add(handler));
            return { remove: () => handlers.get(path)?.delete(handler) };
          },
        };
    }
    take(properties: Readonly<Record<string, unknown>>): void {
      for (const [name, value] of Object.entries(properties)) this.#known.set(name, value);
    }
    #make(kind: string, call: string, args: unknown[], path?: unknown): Proxied {
      const id = ++objects;
      const made = new Proxied(this.#context, kind, id, String(path ?? ''));
      this.#context.proxies?.set(id, made);
      this.#step(call, args, id);
      return made;
    }
    #step(call: string, args: readonly unknown[], makes?: number): void {
      this.#context.steps.push({ call, on: this.#id, args, ...(makes === undefined ? {} : { makes }) });
    }
  }

  const host = globalThis as unknown as Record<string, unknown>;
  host['Office'] = {
    onReady: async () => ({ host: 'Excel', platform: 'PC' }),
    context: { platform: 'PC' },
  };
  host['Excel'] = {
    run: async (work: (context: Context) => Promise<unknown>) => {
      const context = new Context();
      const result = await work(context);
      await context.sync();
      return result;
    },
  };
  host['tellChange'] = (sheet: string, event: object) => {
    for (const handler of handlers.get(sheet) ?? []) void handler(event);
  };
})((steps) => (globalThis as unknown as { officeExchange: Exchange }).officeExchange(steps));
