import { eachDue } from '#platform/pages.ts';
import { grantByLink } from '#platform/actor.ts';
import { addDays, DAY } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Assessment, type AssessmentStore, KEPT_DAYS } from './assessment.ts';
import type { Checks } from './definition/load.ts';
import type { CheckDefinition } from './definition/model.ts';
import { type Funding, type Desk, fillFrom, followOn, laidOut, type Opened, type PracticeAids, themesInFocus } from './desk.ts';
import type { Editions } from './editions.ts';
import { createAssessmentStore } from './store/assessments.ts';
import { companionsOf, isActive } from './store/companions.ts';
import { countDuration, countTheme, reachOnce, reachStages, stoppedSince } from './store/figures.ts';
import { bucketOf, minutesOfWork, STOPPED_DAYS } from './figures/model.ts';
import { evaluate, stagesReached } from './model.ts';
import { openIn } from './portions.ts';

export const PURPOSE = 'assessment';
const PORTION = 500;

/** The checks on the server: definitions, the store, private links, time. */
export interface ChecksService extends Desk {
  readonly checks: Checks;
  readonly editions: Editions;
  version(checkId: string, version: number): CheckDefinition | undefined;
  /** The version of a check that may be begun. @throws HttpError 404 */
  definition(id: string): CheckDefinition;
  /** Opens an assessment by its id, for whoever stands above its private link: jobs, releases. */
  byId(id: string): Promise<Opened | undefined>;
  /** Counts as a visit: it lies in somebody's account. */
  keep(id: string): Promise<void>;
  /** Counts what was left unfinished for a month, by the theme at which it stopped; returns how many. */
  countStopped(): Promise<number>;
  remove(id: string, trx?: Db): Promise<void>;
  /** Removes what nobody has visited since a moment, or for as long as it is kept. */
  removeUnvisited(before?: Date): Promise<number>;
}

export function createChecksService(
  { db, links, clock, config }: Pick<Services, 'db' | 'links' | 'clock' | 'config'>,
  parts: { editions: Editions; topics: Topics; store: AssessmentStore; funding?: Funding; practiceAids?: PracticeAids },
): ChecksService {
  const { editions, store } = parts;
  const checks = editions.current;
  const now = () => clock.now();

  /** The check as the assessment has it; on its own version, whatever is in force by now. */
  function lay(assessment: Assessment): Pick<Opened, 'definition' | 'full' | 'isInForce'> {
    const edition = editions.find(assessment.checkId, assessment.version);
    const full = edition?.definition ?? checks.get(assessment.checkId);
    if (!full) throw new HttpError(410);
    return { ...laidOut(full, assessment), isInForce: edition?.state === 'inForce' };
  }

  const service: ChecksService = {
    ...parts,
    checks,
    publicUrl: config.publicUrl,
    funding: parts.funding,
    practiceAids: parts.practiceAids,

    definition(id) {
      const definition = checks.get(id);
      if (!definition) throw new HttpError(404);
      return definition;
    },

    newest: (id) => checks.get(id),
    version: (id, version) => editions.find(id, version)?.definition,
    pathOf: (token) => `/bogen/${token}`,

    async start(definition, content, previous) {
      const id = newId(now().getTime());
      grantByLink(PURPOSE, id); // whoever begins it holds its link
      await store.create({ id, checkId: definition.id, version: definition.version, createdAt: now(), previous: previous?.id });
      if (previous) await followOn(service, id, previous);
      if (content) await fillFrom(service, id, content);
      await reachStages(db, id, ['started'], now());
      const link = await links.create(db, PURPOSE, id, addDays(now(), KEPT_DAYS));
      return links.token(PURPOSE, link);
    },

    async open(token) {
      const link = await links.open(db, PURPOSE, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const assessment = await store.get(link.subject);
      if (!assessment) throw new HttpError(410);
      // One write a day is enough to keep it alive.
      if (now().getTime() - assessment.visitedAt.getTime() > DAY) {
        await store.visit(assessment.id, now());
        await links.extend(db, link.id, addDays(now(), KEPT_DAYS));
      }
      const companions = await companionsOf(db, assessment.id);
      const isTogether = companions.some((companion) => isActive(companion, now()));
      return { ...lay(assessment), token, path: `/bogen/${token}`, place: 'server', side: 'company', isTogether, assessment };
    },

    async byId(id) {
      const assessment = await store.get(id);
      return assessment && { ...lay(assessment), token: '', path: '', place: 'server', side: 'company', assessment };
    },

    async count(id, ...more) {
      const assessment = await store.get(id);
      if (!assessment) return;
      const { definition } = lay(assessment);
      const evaluation = evaluate(definition, assessment.ratings);
      const fresh = await reachStages(db, id, [...stagesReached(evaluation, assessment.measures), ...more], now());
      for (const theme of evaluation.themes) {
        if (theme.counts.open > 0 || !(await reachOnce(db, id, `theme ${theme.id}`))) continue;
        await countTheme(db, assessment.checkId, theme.id, 'finished', now());
      }
      if (!fresh.includes('analysed')) return;
      const changes = await store.changesSince(id, 0);
      await countDuration(db, assessment.checkId, bucketOf(minutesOfWork(changes.map((change) => new Date(change.at)))), now());
    },

    async countStopped() {
      const before = addDays(now(), -STOPPED_DAYS);
      const next = (after: string, limit: number) => stoppedSince(db, before, after, limit);
      return eachDue(PORTION, next, async ({ id }) => {
        const opened = await service.byId(id);
        if (!opened || !(await reachOnce(db, id, 'stopped'))) return;
        const theme = themesInFocus(opened).find((each) => openIn([each], opened.assessment.ratings) > 0);
        if (theme) await countTheme(db, opened.full.id, theme.id, 'stopped', now());
      });
    },

    async keep(id) {
      await store.visit(id, now());
    },

    async remove(id, trx) {
      await links.revokeAll(trx ?? db, PURPOSE, id);
      await (trx ? createAssessmentStore(trx) : store).remove(id);
    },

    removeUnvisited: (before) => store.removeUnvisitedSince(before ?? addDays(now(), -KEPT_DAYS - 1)),
    newId: () => newId(now().getTime()),
    now,
  };
  return service;
}
