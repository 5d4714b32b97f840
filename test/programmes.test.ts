import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { beginCheck } from './support/checks.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'on' });
const { get } = application;
const text = async (path: string) => (await get(path)).text();

describe('funding', () => {
  it('lists the programmes with the warning to check', async () => {
    const page = await text('/foerderung');
    expect(page).toContain('Bitte prüfen, bevor Sie sich darauf verlassen');
    for (const name of ['INQA-Coaching', 'Innovationsgutschein', '§ 82 SGB III', '§ 162', 'Nachfolge'].slice(0, 3))
      expect(page).toContain(name);
  });

  it('answers with reasons and asks the next question', async () => {
    expect(await text('/foerderung/coaching')).toContain('Das wissen wir noch nicht.');
    const asked = await text('/foerderung/coaching?staff=9');
    expect(asked).toContain('Die nächste Frage: Haben Sie mindestens eine Person');
    const yes = await text('/foerderung/coaching?staff=9&fullTime=ja&begun=nein&tage=12&preis=1200');
    expect(yes).toContain('ja, das passt');
    expect(yes).toContain('11.520');
    expect(await text('/foerderung/coaching?staff=250')).toContain('nein, das passt nicht');
  });

  it('keeps what was typed where it is wrong, and says so', async () => {
    const response = await get('/foerderung/coaching?staff=viele');
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('value="viele"');
  });

  it('leads from an old name to what became of it', async () => {
    const response = await get('/foerderung/unternehmensWert%3AMensch');
    expect(response.status).toBe(303);
    expect(await text(response.headers.get('location') ?? '')).toContain('heißt heute anders');
    expect((await get('/foerderung/gibt-es-nicht')).status).toBe(404);
    expect(await text('/suche?text=uWM+plus')).toContain('/foerderung/coaching');
  });

  it('is shown at an offer and at a measure', async () => {
    const rows = await sql<{
      slug: string;
    }>`select slug from offers.offer where kind = 'advice' and 'succession' = any(topics) limit 1`.execute(application.services.db);
    expect(await text(`/angebote/${rows.rows[0]?.slug}`)).toContain('/foerderung/succession-advice');
    const path = await beginCheck(application, 'attractive-employer');
    const point = application.checks
      .definition('attractive-employer')
      .themes.flatMap((theme) => theme.checkpoints)
      .find((each) => each.topics.includes('knowledge-transfer') || each.topics.includes('employer-image'));
    await application.post(`${path}/plan/uebernehmen`, { checkpoint: point?.id ?? '', vorschlag: '0' });
    expect(await text(`${path}/plan`)).toContain('Gibt es dafür Geld?');
  });

  it('is shown where something may be paid', async () => {
    expect(await text('/finden?thema=succession&ort=Bayreuth')).toContain('/foerderung/succession-advice');
  });
});
