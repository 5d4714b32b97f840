import type { ColumnType, Generated } from 'kysely';
import type { RequestState, StepKind, TargetKind } from './model.ts';

/** Tables of the schema `requests`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type RequestsTables = {
  'requests.request': {
    id: string;
    created_at: Date;
    locale: 'de' | 'en';
    state: RequestState;
    target_kind: TargetKind;
    target_id: string | null;
    target_title: string;
    receiver_name: string;
    receiver_email: string;
    owner_scope: 'organisation' | 'consultant' | 'network' | null;
    owner: string | null;
    waiting_since: Date;
    reminded_at: Date | null;
    company: string;
    contact: string;
    email: string;
    phone: string;
    place: string;
    message: string;
    share: 'nothing' | 'profile' | 'plan';
    shared: ColumnType<unknown, string | null, string | null>;
    consent_at: Date;
    company_link: string;
    consent_version: Generated<string>;
    forget_on: string | null;
    anonymised_at: Date | null;
  };
  'requests.step': { position: Generated<number>; id: string; request_id: string; at: Date; kind: StepKind; who: string; word: string };
};
