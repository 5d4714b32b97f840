import { Hono } from 'hono';
import type { Clock } from '#platform/clock.ts';
import { type FormInput, typed } from '#platform/forms/index.ts';
import { readQuery } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Topics } from '#modules/topics/index.ts';
import { numberIn, readFacts } from './facts-form.ts';
import type { Programmes } from './load.ts';
import { byName, eligibility, versionOn } from './model.ts';
import { calculate } from './money.ts';
import { programmePage, programmesPage } from './pages/public.tsx';

const MOST_DAYS = 365;
const MOST_RATE = 100_000;

/** What was typed into the calculator; sensible figures where nothing was. */
function wishIn(input: FormInput, defaults: { days: number; dayRate: number }) {
  const days = numberIn(typed(input, 'tage')) ?? defaults.days;
  const dayRate = numberIn(typed(input, 'preis')) ?? defaults.dayRate;
  return { days: Math.min(days, MOST_DAYS), dayRate: Math.min(dayRate, MOST_RATE) };
}

/** /foerderung, /foerderung/:id */
export function programmesRoutes(programmes: Programmes, topics: Topics, clock: Clock) {
  const today = () => clock.today();
  return new Hono<Env>()
    .get('/foerderung', (c) => programmesPage(c, programmes, today()))
    .get('/foerderung/:id', (c) => {
      const named = c.req.param('id');
      const programme = programmes.all.find((each) => each.id === named);
      if (!programme) {
        const other = named.length <= 80 ? byName(programmes.all, named) : undefined;
        if (other) return c.redirect(`/foerderung/${other.id}?frueher=${encodeURIComponent(named)}`, 303);
        throw new HttpError(404);
      }
      const locale = c.get('locale');
      const query = readQuery(c);
      const { facts, errors } = readFacts(query, programmes.facts, locale);
      const version = versionOn(programme, today());
      const wish = wishIn(query, { days: version?.money?.days ?? 5, dayRate: version?.money?.dayRate ?? 1000 });
      const input = { ...query, tage: [String(wish.days)], preis: [String(wish.dayRate)] };
      const old = typed(query, 'frueher').slice(0, 80);
      return programmePage(c, programmes, topics, {
        programme,
        version,
        facts,
        checked: version && eligibility(version, facts),
        splits: version?.money ? calculate(version, facts, wish) : [],
        foundBy: old !== '' && byName(programmes.all, old) === programme ? old : undefined,
        form: { locale, input, errors },
      });
    });
}
