/** Entries of the log that name somebody in plain text, brought to what is left of them. */
import { asc, eq, sql } from 'drizzle-orm';
import type { AuditRedactions } from '../../ports/audit-log.ts';
import { auditRedactions } from './audit-tables.ts';
import { unnamed } from './personal/mentions.ts';
import { inJson, likeAny } from './personal/row-walk.ts';
import type { Session } from './postgres.ts';

interface Lists extends Record<string, unknown> {
  readonly changes: unknown;
  readonly conflicts: unknown;
}
interface PieceRow extends Record<string, unknown> {
  readonly list: string;
  readonly piece: number;
  readonly content: unknown;
}

export function redactions(session: Session): AuditRedactions {
  const { db, tenant: of } = session;
  return {
    async naming(texts, after) {
      const named = likeAny(inJson(texts));
      const found = await db.execute<{ seq: string }>(sql`
        select seq from sync_audit where tenant_id = ${of} and seq > ${after} and (changes::text ${named} or conflicts::text ${named})
        union select seq from audit_pieces where tenant_id = ${of} and seq > ${after} and content::text ${named} order by seq`);
      return found.rows.map(({ seq }) => Number(seq));
    },
    async redact(seq, change) {
      const inEntry = await redactEntry(session, seq, change);
      const inPieces = await redactPieces(session, seq, change);
      return inEntry || inPieces;
    },
    list: async () =>
      db
        .select({ seq: auditRedactions.seq, bySeq: auditRedactions.bySeq, content: auditRedactions.content })
        .from(auditRedactions)
        .where(eq(auditRedactions.tenantId, of))
        .orderBy(asc(auditRedactions.bySeq), asc(auditRedactions.seq)),
    async add(rows) {
      for (let at = 0; at < rows.length; at += 1000)
        await db.insert(auditRedactions).values(rows.slice(at, at + 1000).map((row) => ({ tenantId: of, ...row })));
    },
  };
}

type Change = (text: string) => string;

async function redactEntry({ db, tenant: of }: Session, seq: number, change: Change): Promise<boolean> {
  const found = await db.execute<Lists>(
    sql`select changes, conflicts from sync_audit where tenant_id = ${of} and seq = ${seq}`,
  );
  const [row] = found.rows;
  const after = row && unnamed(row, change);
  if (!after || (after['changes'] === row['changes'] && after['conflicts'] === row['conflicts'])) return false;
  const json = (list: unknown) => (list === null ? null : JSON.stringify(list));
  await db.execute(
    sql`select redact_audit(${seq}, ${json(after['changes'])}::jsonb, ${json(after['conflicts'])}::jsonb)`,
  );
  return true;
}

async function redactPieces({ db, tenant: of }: Session, seq: number, change: Change): Promise<boolean> {
  const found = await db.execute<PieceRow>(
    sql`select list, piece, content from audit_pieces where tenant_id = ${of} and seq = ${seq}`,
  );
  let changed = false;
  for (const { list, piece, content } of found.rows) {
    const { content: after } = unnamed({ content }, change);
    if (after === content) continue;
    await db.execute(sql`select redact_audit_piece(${seq}, ${list}, ${piece}, ${JSON.stringify(after)}::jsonb)`);
    changed = true;
  }
  return changed;
}
