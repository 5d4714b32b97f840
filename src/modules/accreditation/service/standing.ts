import type { Db } from '#platform/database/index.ts';
import { trainingsOf } from '#modules/qualification/index.ts';
import { resultDays } from '#modules/requests/index.ts';
import type { Standing } from '../model.ts';
import { applicationsOf, evidenceOf } from '../store/applications.ts';
import { attendedDays } from '../store/exchange.ts';

/** How some people stand, from what the platform knows itself. Charters and evidence belong to an application. */
export async function standingsOf(db: Db, consultants: readonly string[], today: string): Promise<Map<string, Standing>> {
  const [trainings, exchanges, cases] = await Promise.all([
    trainingsOf(db, consultants, today),
    attendedDays(db, consultants),
    resultDays(db, consultants),
  ]);
  return new Map(
    consultants.map((id) => [
      id,
      {
        trainings: trainings.filter((training) => training.consultant_id === id),
        exchanges: exchanges.get(id) ?? [],
        cases: cases.get(id) ?? [],
        charters: [],
        hasEvidence: false,
      },
    ]),
  );
}

/** How one person stands, with what their newest application brings. */
export async function standingOf(db: Db, consultantId: string, scheme: string, today: string): Promise<Standing> {
  const standing = (await standingsOf(db, [consultantId], today)).get(consultantId);
  const own = (await applicationsOf(db, consultantId)).filter((each) => each.scheme === scheme && each.state !== 'withdrawn');
  const [newest] = own;
  const evidence = newest ? await evidenceOf(db, newest.id) : [];
  return {
    trainings: [],
    exchanges: [],
    cases: [],
    ...standing,
    charters: own.flatMap((each) => each.charter ?? []),
    hasEvidence: evidence.length > 0,
  };
}
