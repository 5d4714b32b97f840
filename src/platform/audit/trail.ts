import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db } from '../database/index.ts';
import type { Scheduled } from '../jobs/index.ts';
import { type Head, headsIn } from './heads.ts';
import { audit } from './index.ts';
import { currentAuditKeys, loadAuditKeys, useAuditKeys } from './keys.ts';
import { lastEntry } from './store.ts';
import { inWords, type Verdict, verifyAudit } from './verify.ts';

/** Watches over the audit trail from outside of the database. */
export interface Trail {
  /** Notes where the trail ends, if that is not noted yet. */
  note(): Promise<void>;
  /** Notes it every few seconds from now on. */
  watch(): void;
  /** Walks the trail and compares it with what was noted here, and with what the caller noted. */
  verify(more?: readonly Head[]): Promise<Verdict>;
  schedule: Scheduled[];
  /** Notes the end once more and stops watching. */
  close(): Promise<void>;
}

const FILE = 'audit-heads.jsonl';
const NOTE_EVERY_MS = 2000;
/** The trail itself, as a record of the trail. */
const ITSELF = '00000000-0000-0000-0000-000000000000';

const NO_KEY = 'The audit trail is chained without a key, as nothing can be kept in DATA_DIR. Set AUDIT_KEY (docs/operations.md).';
const otherKey = (id: string) =>
  `The newest entry of the audit trail was made with another key (${id}) than this instance has: several instances share one AUDIT_KEY, and a restored database needs its audit.key (docs/operations.md).`;

/**
 * Chooses the key of this process and looks at the end of the trail. From the first start with a key on there is a keyed
 * entry, so that whoever writes the whole trail anew without it is noticed.
 */
export async function openTrail(
  db: Db,
  config: Pick<Config, 'auditKey' | 'dataDir'>,
  clock: Clock,
  logger: Logger,
): Promise<{ trail: Trail; notice: string | undefined }> {
  useAuditKeys(loadAuditKeys(config));
  const trail = createTrail(db, join(config.dataDir, FILE), clock, logger);
  return { trail, notice: await begin(db, await headsIn(join(config.dataDir, FILE)).read()) };
}

async function begin(db: Db, noted: readonly Head[]): Promise<string | undefined> {
  const { current, all } = currentAuditKeys();
  if (!current) return NO_KEY;
  const last = await lastEntry(db);
  if (last?.key && !all.has(last.key)) return otherKey(last.key);
  // Where ends were noted, the key was in use: then an end without one is not for us to build upon.
  if (last && last.key === null && noted.length === 0) await audit(db, { action: 'audit.keyed', kind: 'audit', record: ITSELF });
  return undefined;
}

function createTrail(db: Db, file: string, clock: Clock, logger: Logger): Trail {
  const heads = headsIn(file);
  let known: Pick<Head, 'position' | 'hash'> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let noting: Promise<void> | undefined;
  let isFailing = false;

  async function noteNow(): Promise<void> {
    known ??= (await heads.read()).at(-1);
    const last = await lastEntry(db);
    const now = { position: last?.position ?? 0, hash: last?.hash ?? '' };
    if (known?.position === now.position && known.hash === now.hash) return;
    // Said by the server, which watches; the answer of a command stays its own.
    if (timer && known && now.position <= known.position)
      logger.error({ event: 'audit.broken', position: now.position, noted: known.position }, 'the audit trail no longer ends where it did');
    if (last) await heads.add({ at: clock.now().toISOString(), ...now });
    known = now;
  }

  /** One at a time; a failure is said once and tried again: nothing else waits for this. */
  const note = (): Promise<void> => {
    noting ??= noteNow()
      .then(
        () => {
          isFailing = false;
        },
        (error: unknown) => {
          if (!isFailing)
            logger.warn({ event: 'audit.head', code: (error as { code?: string }).code }, 'the end of the trail is not noted');
          isFailing = true;
        },
      )
      .finally(() => {
        noting = undefined;
      });
    return noting;
  };

  const verify = async (more: readonly Head[] = []) => verifyAudit(db, [...(await heads.read()), ...more]);

  return {
    note,
    watch() {
      timer ??= setInterval(() => void note(), NOTE_EVERY_MS).unref();
    },
    verify,
    schedule: [
      {
        name: 'platform-audit',
        cron: '50 1 * * *',
        async handle() {
          const verdict = await verify();
          if (verdict.ok)
            logger.info({ event: 'audit.head', position: verdict.position, hash: verdict.last }, 'the audit trail is unbroken');
          else logger.error({ event: 'audit.broken', position: verdict.position, reason: verdict.reason }, inWords(verdict));
        },
      },
    ],
    async close() {
      clearInterval(timer);
      await noting;
      await note();
    },
  };
}
