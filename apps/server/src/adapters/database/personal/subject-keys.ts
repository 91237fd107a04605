/** The keys of subjects as one unit of work has them: made when they are first needed, and destroyed. */
import { createHmac, randomBytes } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Keys } from '../../../ports/keys.ts';
import type { Session } from '../postgres.ts';
import type { HeldKey, TenantKeyCache } from './key-cache.ts';
import { SubjectKey } from './sealed-text.ts';
import { type Subject, type SubjectForm, subjectText } from './subjects.ts';

const SECRET = 32;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly subject: Buffer | null;
  readonly sealed: Buffer | null;
}

/** What the key of somebody is of, as the database knows it. */
export interface KnownSubject {
  readonly id: string;
  readonly form: SubjectForm;
  /** Normalised. */
  readonly name: string;
}

export class SubjectKeys {
  readonly #session: Session;
  readonly #keys: Keys;
  readonly #cache: TenantKeyCache;
  /** What this unit has to do with. */
  readonly #byId = new Map<string, HeldKey>();
  readonly #bySubject = new Map<string, SubjectKey>();
  #mayCache = false;
  #looked: 'no' | 'read' | 'held' = 'no';

  constructor(session: Session, keys: Keys, cache: TenantKeyCache) {
    this.#session = session;
    this.#keys = keys;
    this.#cache = cache;
  }

  /** By `subjectText`. Until the unit ends none of them is destroyed. */
  async toSeal(subjects: ReadonlyMap<string, Subject>): Promise<(text: string) => SubjectKey> {
    await this.#look('held');
    const missing = new Map([...subjects].filter(([text]) => !this.#has(text)).sort());
    if (missing.size > 0) await this.#make(missing);
    return (text) => this.#bySubject.get(text)!;
  }

  /** Those of these that there are; null: destroyed. */
  async toOpen(ids: ReadonlySet<string>): Promise<(id: string) => HeldKey | undefined> {
    if (ids.size > 0) await this.#look('read');
    const missing = [...ids].filter((id) => {
      const held = this.#mayCache ? this.#cache.byId.get(id) : undefined;
      if (held && !this.#byId.has(id)) this.#byId.set(id, held.key);
      return !this.#byId.has(id);
    });
    if (missing.length > 0) await this.#take(await this.#rows(sql`id = any(${sql.param(missing)})`));
    return (id) => this.#byId.get(id);
  }

  /** All whose values say whom they are about. */
  async known(): Promise<KnownSubject[]> {
    const rows = await this.#session.db.execute<Row & { form: SubjectForm }>(
      sql`select id, form, subject, sealed from personal_keys
        where tenant_id = ${this.#session.tenant} and form in ('person', 'text') and sealed is not null`,
    );
    const found: KnownSubject[] = [];
    for (const { id, form, sealed } of rows.rows)
      if (sealed) found.push({ id, form, name: (await this.#opened(id, sealed)).name });
    return found;
  }

  /** From now on nothing that was sealed under these opens; how many there were. */
  async destroy(ids: readonly string[], subjects: readonly Subject[]): Promise<number> {
    const { db, tenant } = this.#session;
    await db.execute(sql`insert into personal_epochs (tenant_id, epoch) values (${tenant}, 1)
      on conflict (tenant_id) do update set epoch = personal_epochs.epoch + 1`);
    const marks = await Promise.all(subjects.map((subject) => this.#mark(subjectText(subject))));
    const done = await db.execute<{ id: string }>(sql`
      update personal_keys set subject = null, sealed = null, erased_at = now()
      where tenant_id = ${tenant} and sealed is not null
        and (id = any(${sql.param(ids)}) or subject = any(${sql.param(marks)}::bytea[]))
      returning id`);
    this.#looked = 'held';
    this.#mayCache = false;
    this.#bySubject.clear();
    this.#byId.clear();
    return done.rows.length;
  }

  /** How many erasures there were; `held`: there is none until the unit ends. */
  async #look(how: 'read' | 'held'): Promise<void> {
    if (this.#looked === how || this.#looked === 'held') return;
    const { db, tenant } = this.#session;
    const read = async (lock: SQL) => {
      const found = await db.execute<{ epoch: number }>(
        sql`select epoch from personal_epochs where tenant_id = ${tenant} ${lock}`,
      );
      return found.rows[0]?.epoch;
    };
    let epoch = await read(how === 'held' ? sql`for share` : sql``);
    if (epoch === undefined && how === 'held') {
      await db.execute(
        sql`insert into personal_epochs (tenant_id, epoch) values (${tenant}, 0) on conflict do nothing`,
      );
      epoch = await read(sql`for share`);
    }
    this.#looked = how;
    this.#mayCache = this.#cache.at(epoch ?? 0);
  }

  async #make(missing: ReadonlyMap<string, Subject>): Promise<void> {
    const { db, tenant } = this.#session;
    const marks = new Map<string, string>();
    for (const text of missing.keys()) marks.set((await this.#mark(text)).toString('hex'), text);
    const wanted = sql`subject = any(${sql.param([...marks.keys()].map((hex) => Buffer.from(hex, 'hex')))}::bytea[])`;
    await this.#take(await this.#rows(wanted), marks);
    const fresh = [...marks].filter(([, text]) => !this.#has(text));
    if (fresh.length === 0) return;
    const rows = [];
    for (const [mark, text] of fresh) rows.push(await this.#newRow(mark, missing.get(text)!));
    const made = await db.execute<{ id: string }>(sql`
      insert into personal_keys (tenant_id, id, form, subject, sealed)
      select ${tenant}, r.id, r.form, decode(r.mark, 'hex'), decode(r.sealed, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, form text, mark text, sealed text)
      on conflict do nothing returning id`);
    const mine = new Set(made.rows.map(({ id }) => id));
    // made here and not committed yet: nobody else may seal under it
    await this.#take(await this.#rows(wanted), marks, mine);
  }

  #has(text: string): boolean {
    const held = this.#mayCache ? this.#cache.bySubject.get(text) : undefined;
    if (held && !this.#bySubject.has(text)) this.#bySubject.set(text, held);
    return this.#bySubject.has(text);
  }

  async #newRow(mark: string, { form, name }: Subject) {
    const id = randomBytes(9).toString('base64url');
    const content = Buffer.concat([randomBytes(SECRET), Buffer.from(name)]);
    const sealed = await this.#keys.seal(this.#session.tenant, about(id), content);
    return { id, form, mark, sealed: Buffer.from(sealed).toString('hex') };
  }

  async #rows(where: SQL): Promise<readonly Row[]> {
    const found = await this.#session.db.execute<Row>(
      sql`select id, subject, sealed from personal_keys where tenant_id = ${this.#session.tenant} and ${where}`,
    );
    return found.rows;
  }

  /** Into memory. `marks`: subjects by their HMAC; `own`: what no other unit may have yet. */
  async #take(rows: readonly Row[], marks?: ReadonlyMap<string, string>, own?: ReadonlySet<string>): Promise<void> {
    for (const { id, subject, sealed } of rows) {
      const key = sealed === null ? null : (await this.#opened(id, sealed)).key;
      const text = subject === null ? undefined : marks?.get(subject.toString('hex'));
      const isShared = this.#mayCache && !own?.has(id);
      this.#byId.set(id, key);
      if (isShared) this.#cache.byId.set(id, { key });
      if (text === undefined || key === null) continue;
      this.#bySubject.set(text, key);
      if (isShared) this.#cache.bySubject.set(text, key);
    }
  }

  async #opened(id: string, sealed: Uint8Array): Promise<{ readonly key: SubjectKey; readonly name: string }> {
    const content = await this.#keys.open(this.#session.tenant, about(id), sealed);
    const name = Buffer.from(content.subarray(SECRET)).toString();
    return { key: new SubjectKey(id, content.subarray(0, SECRET)), name };
  }

  async #mark(text: string): Promise<Buffer> {
    const key = await this.#keys.fixed(this.#session.tenant, 'personal subjects');
    return createHmac('sha256', key).update(text).digest();
  }
}

/** As `sealed-secrets.ts` of the services names it, which brings them under newer keys of the tenant. */
const about = (id: string): string => `personal key of ${id}`;
