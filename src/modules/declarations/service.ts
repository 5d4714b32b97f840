import { eachDue } from '#platform/pages.ts';
import { randomBytes } from 'node:crypto';
import { addDays, localDay } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type ChecksService, declarationStatus, evaluate, isPlanned, type Opened } from '#modules/checks/index.ts';
import { sha256, withToken } from './file.ts';
import { type Claims, numberFrom, REMIND_DAYS, validUntil } from './model.ts';
import { declarationPaper } from './paper.ts';
import { signClaims } from './signature.ts';
import {
  anonymiseDeclarations,
  type Declaration,
  declarationById,
  declarationByNumber,
  declarationOf,
  endingUntil,
  insertDeclaration,
  keyInUse,
  noteReminded,
  publishedKeys,
  rotateKey,
} from './store.ts';
import { declarationsTexts } from './texts.ts';

const DECLARATION_LINK = 'declaration';

export interface Wish {
  company: string;
  place: string;
  named: boolean;
  email: string | undefined;
  locale: Locale;
}

export interface DeclarationsService {
  /** What still keeps a company from declaring; nothing where it may. */
  status(opened: Opened): { hindrance: 'trial' | 'incomplete' | undefined; planned: number; required: number; ratedAll: boolean };
  /** Issues a declaration and returns the token of its private link. */
  issue(opened: Opened, wish: Wish): Promise<Result<string, 'trial' | 'incomplete' | 'declared'>>;
  /** The declaration that an assessment has, with the token of its private link. */
  of(assessmentId: string): Promise<{ declaration: Declaration; token: string } | undefined>;
  byNumber(number: string): Promise<Declaration | undefined>;
  /** Opens a declaration by its private link. @throws HttpError 404, 410 */
  open(token: string): Promise<Declaration>;
  /** Reminds of those that end soon; returns how many. */
  remind(): Promise<number>;
  keys: { published(): ReturnType<typeof publishedKeys>; rotate(): Promise<string>; rotateIfOld(): Promise<boolean> };
  anonymise(before: Date): Promise<number>;
  today(): string;
}

/** A key is used for a year. */
const KEY_DAYS = 365;
const PORTION = 200;

export function createDeclarations(services: Services, checks: ChecksService): DeclarationsService {
  const { db, links, clock, config, mailer } = services;
  const today = () => clock.today();

  function status(opened: Opened) {
    const evaluation = evaluate(opened.definition, opened.assessment.ratings);
    const { planned, required, ratedAll, reached } = declarationStatus(opened.definition, evaluation, opened.assessment.measures);
    const hindrance = !opened.isInForce ? ('trial' as const) : reached ? undefined : ('incomplete' as const);
    return { hindrance, planned, required, ratedAll };
  }

  const tokenOf = (declaration: Declaration) => links.token(DECLARATION_LINK, declaration.link_id);

  return {
    status,
    today,

    async issue(opened, { company, place, named, email, locale }) {
      const { hindrance } = status(opened);
      if (hindrance) return refused(hindrance);
      if (await declarationOf(db, opened.assessment.id)) return refused('declared');
      const now = clock.now();
      const { full, definition, assessment } = opened;
      const number = numberFrom('SE', randomBytes(12));
      const url = `${config.publicUrl}/erklaerung/${number}`;
      const issued = localDay(now);
      const facts: Omit<Claims, 'sha256'> = {
        iss: config.publicUrl,
        sub: number,
        company,
        place,
        check: { id: full.id, version: full.version, hash: full.hash, title: full.title.de },
        measures: assessment.measures.filter((measure) => isPlanned(measure) && measure.state !== 'dropped').length,
        issued,
        validUntil: validUntil(issued, full.declaration.months),
        url,
      };
      const paper = await declarationPaper(facts, inLocale(definition.title, locale), locale);
      const token = signClaims({ ...facts, sha256: sha256(paper) }, await keyInUse(db, now));
      const id = newId(now.getTime());
      return inTransaction(db, async (trx) => {
        // The link outlives the declaration a little, so that an expired one can still be looked at and renewed.
        const link = await links.create(trx, DECLARATION_LINK, id, addDays(new Date(`${facts.validUntil}T00:00:00Z`), 180));
        const isNew = await insertDeclaration(trx, {
          id,
          number,
          assessment_id: assessment.id,
          check_id: full.id,
          version: full.version,
          company,
          place,
          named,
          issued_on: issued,
          valid_until: facts.validUntil,
          withdrawn_at: null,
          token,
          file: withToken(paper, token),
          email: email ?? null,
          locale,
          reminded_at: null,
          link_id: link,
          created_at: now,
        });
        if (!isNew) return refused('declared' as const);
        const path = links.token(DECLARATION_LINK, link);
        // The page that follows shows the same links: a letter that may not go is no loss.
        if (email && (await mayWriteUnasked(services.attempts, email))) {
          const t = declarationsTexts(locale).mail;
          const text = t.issued(number, `${config.publicUrl}/erklaerung/verwalten/${path}`, url);
          await mailer.queue(trx as never, mailKey(id, 'declaration-issued'), {
            to: email,
            subject: t.issuedSubject(number),
            text,
            locale,
          });
        }
        return ok(path);
      });
    },

    async of(assessmentId) {
      const declaration = await declarationOf(db, assessmentId);
      return declaration && { declaration, token: tokenOf(declaration) };
    },

    byNumber: (number) => declarationByNumber(db, number),

    async open(token) {
      const link = await links.open(db, DECLARATION_LINK, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const declaration = await declarationById(db, link.subject);
      if (!declaration) throw new HttpError(410);
      return declaration;
    },

    async remind() {
      const until = localDay(addDays(clock.now(), REMIND_DAYS));
      const next = (after: string, limit: number) => endingUntil(db, until, after, limit);
      return eachDue(PORTION, next, async (declaration) => {
        const t = declarationsTexts(declaration.locale).mail;
        const title = checks.version(declaration.check_id, declaration.version)?.title;
        const name = title ? inLocale(title, declaration.locale) : declaration.check_id;
        const text = t.ends(
          declaration.number,
          name,
          declaration.valid_until,
          `${config.publicUrl}/erklaerung/verwalten/${tokenOf(declaration)}`,
        );
        await mailer.send(mailKey(declaration.id, 'declaration-ends'), {
          to: declaration.email ?? '',
          locale: declaration.locale,
          subject: t.endsSubject(declaration.number),
          text,
        });
        await noteReminded(db, declaration.id, clock.now());
      });
    },

    keys: {
      published: () => publishedKeys(db),
      rotate: async () => (await rotateKey(db, clock.now())).id,
      async rotateIfOld() {
        const [newest] = await publishedKeys(db);
        if (!newest || newest.createdAt > addDays(clock.now(), -KEY_DAYS)) return false;
        await rotateKey(db, clock.now());
        return true;
      },
    },

    anonymise: (before) => anonymiseDeclarations(db, localDay(before)),
  };
}
