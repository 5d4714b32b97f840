import { type Db, inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, change } from '#modules/accounts/index.ts';
import { validUntil } from '#modules/declarations/index.ts';
import { type Credentials, type CredentialRow, credentialsByIds, revoke, standing } from '#modules/credentials/index.ts';
import { decisionsByIds } from '#modules/governance/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { type Curriculum, hoursOf, type Level, type SealDecision, type SealRule, sealRule, type Sponsorship } from '../model.ts';
import {
  endSpan,
  insertSealDecision,
  insertSponsorship,
  insertTitle,
  lockCurriculum,
  sealDecisionsOf,
  sealTitles,
  sponsorshipsOf,
} from '../store/recognition.ts';
import { purposeIn, sealPurpose, sponsorPurpose } from '../purposes.ts';
import type { TitleRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

export interface Holder {
  userId: string;
  name: string;
  consultantId: string | null;
}

export type RecogniseFault = 'noDecision' | 'fallen' | 'wrongDays' | 'otherPurpose';
export type SealFault = 'notAllowed' | 'noCertificate' | 'twice';

export interface Recognition {
  /** Whether a seal may be awarded today, and why not. */
  rule(curriculum: Curriculum, db?: Db): Promise<SealRule>;
  recognise(
    curriculum: Curriculum,
    input: { organisations: string[]; agreement: string; from: string; until: string | null },
  ): Promise<Result<string, RecogniseFault>>;
  decideSeal(
    curriculum: Curriculum,
    input: { agreement: string; from: string; until: string | null },
  ): Promise<Result<string, RecogniseFault>>;
  /** A body has decided what it was asked: from that day on it counts. What is about something else is left alone. */
  decided(curricula: readonly Curriculum[], agreement: string, purpose: string): Promise<void>;
  /** Ends a recognition or a decision; seals that no longer rest on both are revoked in the same transaction. */
  end(curriculum: Curriculum, kind: 'sponsorship' | 'seal_decision', id: string, why: string): Promise<boolean>;
  certify(
    trx: Db,
    curriculum: Curriculum,
    holder: Holder,
    enrolmentId: string,
    level: Level,
    sponsors: readonly string[],
  ): Promise<TitleRow>;
  /** Awards a seal on top of a certificate; only where the rule allows it at this moment. */
  seal(curriculum: Curriculum, holder: Holder, certificate: TitleRow): Promise<Result<TitleRow, SealFault>>;
  /** Revokes what no longer rests on both conditions: for decisions that fell in the bodies. Returns how many. */
  review(curricula: readonly Curriculum[]): Promise<number>;
}

/** The sooner of two last days; null: no end. */
const sooner = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a < b ? a : b);

export function createRecognition(services: Services, credentials: Credentials, accounts: AccountsService): Recognition {
  const { db, clock, config } = services;
  const today = () => clock.today();
  const t = qualificationTexts('de');

  /** Sponsors and decisions with whether what they rest on still stands. */
  async function known(into: Db, curriculum: Curriculum): Promise<{ sponsorships: Sponsorship[]; decisions: SealDecision[] }> {
    const [sponsorships, decisions] = await Promise.all([sponsorshipsOf(into, curriculum.id), sealDecisionsOf(into, curriculum.id)]);
    const found = await decisionsByIds(
      into,
      [...sponsorships, ...decisions].map((row) => row.agreement_id),
    );
    const stands = (row: { agreement_id: string }) => found.get(row.agreement_id)?.stands ?? false;
    return {
      sponsorships: sponsorships.map((row) => ({ ...row, stands: stands(row) })),
      decisions: decisions.map((row) => ({ ...row, stands: stands(row) })),
    };
  }

  async function rule(curriculum: Curriculum, into: Db = db): Promise<SealRule> {
    const { sponsorships, decisions } = await known(into, curriculum);
    return sealRule(curriculum, sponsorships, decisions, today());
  }

  async function resting(
    agreement: string,
    purpose: string,
    from: string,
    until: string | null,
  ): Promise<RecogniseFault | { body_kind: SealDecision['body_kind'] }> {
    if (until !== null && until < from) return 'wrongDays';
    const decision = (await decisionsByIds(db, [agreement])).get(agreement);
    if (!decision) return 'noDecision';
    if (decision.purpose !== purpose) return 'otherPurpose';
    return decision.stands ? { body_kind: decision.body_kind } : 'fallen';
  }

  const achievementOf = (curriculum: Curriculum, kind: 'certificate' | 'seal', level: Level) => ({
    url: `${config.publicUrl}/bildung/${curriculum.id}`,
    name: kind === 'seal' && curriculum.seal ? curriculum.seal.title.de : t.certificateFor(curriculum.title.de),
    description: `${curriculum.summary.de} ${t.proves[level]}`,
    criteria: curriculum.modules
      .map((module) => `${module.title.de} (${module.hours} ${t.hours})${module.task ? `: ${module.task.de}` : ''}`)
      .join('\n'),
    hours: hoursOf(curriculum),
  });

  async function sponsorNames(trx: Db, ids: readonly string[]): Promise<string[]> {
    const found = await organisationsByIds(trx, [...new Set(ids)]);
    return ids.flatMap((id) => found.get(id)?.name ?? []);
  }

  async function keep(
    trx: Db,
    credential: CredentialRow,
    values: Pick<TitleRow, 'curriculum' | 'kind' | 'level' | 'enrolment_id' | 'sponsorship_id' | 'decisions'>,
    holder: Holder,
  ): Promise<TitleRow> {
    const row = {
      id: newId(clock.now().getTime()),
      credential_id: credential.id,
      user_id: holder.userId,
      consultant_id: holder.consultantId,
      issued_at: clock.now(),
      shown: false,
      ...values,
    };
    await insertTitle(trx, row);
    return row;
  }

  /** Takes back every seal whose sponsorship or decision no longer counts; tells its holder. */
  async function revokeFallen(trx: Db, curriculum: Curriculum, why: string): Promise<number> {
    const { sponsorships, decisions } = await known(trx, curriculum);
    const titles = await sealTitles(trx, curriculum.id);
    const carrying = new Set(sponsorships.filter((each) => each.stands && each.ended_on === null).map((each) => each.id));
    const decided = new Set(decisions.filter((each) => each.stands && each.ended_on === null).map((each) => each.id));
    const fallen = titles.filter((title) => !carrying.has(title.sponsorship_id ?? '') || title.decisions.some((id) => !decided.has(id)));
    const open = (
      await credentialsByIds(
        trx,
        fallen.map((title) => title.credential_id),
      )
    ).filter((row) => standing(row, today()) === 'valid');
    const taken = await revoke(
      trx,
      open.map((row) => row.id),
      why,
      clock.now(),
    );
    for (const row of open) {
      if (row.user_id)
        await accounts.notify.tell(
          { userId: row.user_id, kind: 'review', title: t.notices.sealGone(row.title), path: `/nachweise/${row.number}` },
          trx,
        );
    }
    return taken;
  }

  const recognise: Recognition['recognise'] = async (curriculum, { organisations, agreement, from, until }) => {
    const rests = await resting(agreement, sponsorPurpose(curriculum.id, organisations), from, until);
    if (typeof rests === 'string') return refused(rests);
    const found = await organisationsByIds(db, organisations);
    if (organisations.length === 0 || found.size !== new Set(organisations).size) throw new HttpError(422);
    const id = newId(clock.now().getTime());
    const span = { agreement_id: agreement, valid_from: from, valid_until: until, created_at: clock.now() };
    await inTransaction(db, async (trx) => {
      await lockCurriculum(trx, curriculum.id);
      await insertSponsorship(trx, { id, curriculum: curriculum.id, organisations: [...new Set(organisations)], ...span });
    });
    return ok(id);
  };

  const decideSeal: Recognition['decideSeal'] = async (curriculum, { agreement, from, until }) => {
    const rests = await resting(agreement, sealPurpose(curriculum.id), from, until);
    if (typeof rests === 'string') return refused(rests);
    const id = newId(clock.now().getTime());
    const span = { agreement_id: agreement, valid_from: from, valid_until: until, created_at: clock.now() };
    await insertSealDecision(db, { id, curriculum: curriculum.id, body_kind: rests.body_kind, ...span });
    return ok(id);
  };

  return {
    rule,
    recognise,
    decideSeal,

    async decided(curricula, agreement, purpose) {
      const meant = purposeIn(purpose);
      const curriculum = curricula.find((each) => each.id === meant?.curriculum);
      const decision = (await decisionsByIds(db, [agreement])).get(agreement);
      if (!meant || !curriculum || !decision?.stands) return;
      const rows = [...(await sponsorshipsOf(db, curriculum.id)), ...(await sealDecisionsOf(db, curriculum.id))];
      // Told twice, it is one recognition.
      if (rows.some((row) => row.agreement_id === agreement)) return;
      const span = { agreement, from: decision.agreed_on, until: null };
      if (meant.kind === 'sponsor') await recognise(curriculum, { organisations: meant.organisations, ...span });
      else await decideSeal(curriculum, span);
    },

    end: (curriculum, kind, id, why) =>
      inTransaction(db, async (trx) => {
        await lockCurriculum(trx, curriculum.id);
        const ended = await endSpan(trx, kind, id, today(), why);
        if (ended) await revokeFallen(trx, curriculum, why);
        return ended;
      }),

    async certify(trx, curriculum, holder, enrolmentId, level, organisations) {
      const until = curriculum.months === null ? null : validUntil(today(), curriculum.months);
      const credential = await credentials.issue(trx, {
        kind: 'certificate',
        userId: holder.userId,
        holder: holder.name,
        achievement: achievementOf(curriculum, 'certificate', level),
        sponsors: await sponsorNames(trx, organisations),
        until,
      });
      const values = {
        curriculum: curriculum.id,
        kind: 'certificate' as const,
        level,
        enrolment_id: enrolmentId,
        sponsorship_id: null,
        decisions: [],
      };
      return keep(trx, credential, values, holder);
    },

    seal: (curriculum, holder, certificate) =>
      inTransaction(db, async (trx) => {
        await lockCurriculum(trx, curriculum.id);
        const allowed = await rule(curriculum, trx);
        if (!allowed.allowed || !allowed.sponsorship || !curriculum.seal) {
          const details = { curriculum: curriculum.id, why: allowed.hindrances };
          await change(trx, 'qualification.decide', {}, { what: 'seal.refused', kind: 'title', record: certificate.id, details });
          return refused('notAllowed' as const);
        }
        const [paper] = await credentialsByIds(trx, [certificate.credential_id]);
        const isOwn =
          certificate.user_id === holder.userId && certificate.kind === 'certificate' && certificate.curriculum === curriculum.id;
        if (!isOwn || !paper || standing(paper, today()) !== 'valid') return refused('noCertificate' as const);
        const before = (await sealTitles(trx, curriculum.id)).filter((title) => title.user_id === holder.userId);
        const valid = (
          await credentialsByIds(
            trx,
            before.map((title) => title.credential_id),
          )
        ).some((row) => standing(row, today()) === 'valid');
        if (valid) return refused('twice' as const);
        // It never outlives what it rests on, so that time alone cannot make it wrong.
        const until = sooner(validUntil(today(), curriculum.seal.months), allowed.until);
        const credential = await credentials.issue(trx, {
          kind: 'seal',
          userId: holder.userId,
          holder: holder.name,
          achievement: achievementOf(curriculum, 'seal', certificate.level),
          sponsors: await sponsorNames(trx, allowed.sponsorship.organisations),
          until,
        });
        const values = {
          curriculum: curriculum.id,
          kind: 'seal' as const,
          level: certificate.level,
          enrolment_id: certificate.enrolment_id,
          sponsorship_id: allowed.sponsorship.id,
          decisions: allowed.decisions.map((decision) => decision.id),
        };
        return ok(await keep(trx, credential, values, holder));
      }),

    async review(curricula) {
      let taken = 0;
      for (const curriculum of curricula.filter((each) => each.seal)) {
        taken += await inTransaction(db, async (trx) => {
          await lockCurriculum(trx, curriculum.id);
          return revokeFallen(trx, curriculum, t.why.fallen);
        });
      }
      return taken;
    },
  };
}
