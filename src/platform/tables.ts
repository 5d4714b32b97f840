import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;

/** Tables of the schema `platform`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type PlatformTables = {
  'platform.secret': { name: string; value: Buffer };
  'platform.link': {
    id: string;
    purpose: string;
    subject: string;
    created_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  };
  'platform.event': { id: string; type: string; subject: string | null; payload: Json; occurred_at: Date };
  'platform.mail': {
    id: string;
    recipient: string;
    subject: string;
    body: string;
    calendar: ColumnType<unknown, string | null, string | null>;
    created_at: Date;
    sent_at: Date | null;
    error: string | null;
    unsubscribe: string | null;
    claimed_at: Generated<Date | null>;
    campaign: Generated<string | null>;
    made_by: Generated<string | null>;
    kept_at: Generated<Date | null>;
    tries: Generated<number>;
    next_at: Generated<Date | null>;
    failed_at: Generated<Date | null>;
    code: Generated<number | null>;
    locale: Generated<'de' | 'en'>;
    reply_to: Generated<string | null>;
    about: Generated<string | null>;
    sender: Generated<string | null>;
    is_fleeting: Generated<boolean>;
  };
  'platform.refused_address': { address: string; since: Date; code: number | null; words: string };
  'platform.audit': {
    position: Generated<number>;
    id: string;
    at: Date;
    actor: string | null;
    actor_kind: string;
    action: string;
    kind: string;
    record: string;
    details: Json;
    previous: string;
    key: string | null;
    hash: string;
  };
  'platform.posted': { key: Buffer; content: Buffer; claimed_at: Date; answered_at: Date | null; answer: Buffer | null };
  'platform.saving': { key: Buffer; holder: Buffer; claimed_at: Date };
  'platform.setting': { name: string; value: Json };
};
