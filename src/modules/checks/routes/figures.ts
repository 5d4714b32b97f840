import { startOfMonth, plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { localDay } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Env } from '#platform/http/context.ts';
import { figuresPage } from '../pages/figures.tsx';
import type { ChecksService } from '../service.ts';
import { readFunnel, readUse } from '../store/figures.ts';

const YEAR = 365;

/** /geschaeftsstelle/zahlen */
export function figuresRoutes(service: ChecksService, db: Db) {
  return new Hono<Env>().get('/geschaeftsstelle/zahlen', async (c) => {
    const since = startOfMonth(plusDays(localDay(service.now()), -YEAR));
    const [funnel, use] = await Promise.all([readFunnel(db), readUse(db, since)]);
    return figuresPage(c, service.checks.values(), { since, funnel, use });
  });
}
