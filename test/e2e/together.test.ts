import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser, type Visit } from './support/browser.ts';

const { visit } = useBrowser();

const look = async (page: Page, hasScript = true) => {
  await expectNoSidewaysScroll(page);
  if (hasScript) await expectAccessible(page);
};

/** Always the same dice, so that a red run can be repeated (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A company begins a check and invites a consultant; returns both addresses. */
async function invite(page: Page, hasScript: boolean): Promise<{ company: string; consultant: string }> {
  await page.goto('/checks/healthy-work');
  await page.getByRole('button', { name: 'Check beginnen' }).click();
  const company = page.url().replace(/\/thema\/.*/, '');
  await page.goto(company);
  await page.getByRole('link', { name: 'Gemeinsam mit einer Beratung' }).click();
  await look(page, hasScript);
  await page.getByRole('button', { name: 'Link erstellen' }).click();
  expect(await page.textContent('.kern-alert, [role=alert]')).toContain('Bitte prüfen Sie');
  await page.getByLabel('Wer begleitet Sie?').fill('Beratung Nord');
  await page.getByRole('button', { name: 'Link erstellen' }).click();
  await look(page, hasScript);
  const text = (await page.textContent('.private-link')) ?? '';
  return { company, consultant: new URL(text).pathname };
}

/** What a page shows of all check points: its own ratings, and the other's words. */
const shown = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-checkpoint]')].map((section) => ({
      own: section.querySelector<HTMLInputElement>('input:checked')?.closest('label, .kern-form-check, div')?.textContent?.trim() ?? '',
      other: section.querySelector('[data-other]')?.textContent?.trim() ?? '',
    })),
  );

describe('consultant mode', () => {
  it('two browsers rate in turn for 100 steps, with the connection going and coming, and end equal', async () => {
    const one: Visit = await visit();
    const two: Visit = await visit({ viewport: { width: 1280, height: 800 } });
    const paths = await invite(one.page, true);
    await one.page.goto(`${paths.company}/thema/1`);
    await two.page.goto(paths.consultant);
    await look(two.page);
    await two.page.goto(`${paths.consultant}/thema/1`);
    await look(two.page);
    await look(one.page);

    const roll = dice(20_261_123);
    const sides = [one, two] as const;
    const isOff = [false, false];
    const points = await one.page.locator('[data-checkpoint]').count();
    for (let step = 0; step < 100; step++) {
      const turn = step % 2;
      const side = sides[turn] as Visit;
      if (roll() < 0.2) {
        isOff[turn] = !isOff[turn];
        await side.context.setOffline(isOff[turn] ?? false);
      }
      const value = ['none', 'some', 'urgent', 'notApplicable'][Math.floor(roll() * 4)];
      await side.page
        .locator('[data-checkpoint]')
        .nth(Math.floor(roll() * points))
        .locator(`input[value=${value}]`)
        .check();
    }
    for (const side of sides) await side.context.setOffline(false);

    await expect
      .poll(
        async () => {
          const [company, consultant] = [await shown(one.page), await shown(two.page)];
          return company.map((point, i) => [
            point.own || 'noch nichts',
            consultant[i]?.own || 'noch nichts',
            point.other,
            consultant[i]?.other,
          ]);
        },
        { timeout: 30_000 },
      )
      .toSatisfy((rows: string[][]) => rows.every(([own, theirs, other, back]) => own === back && theirs === other));

    // And what the server holds is what both saw.
    const before = await Promise.all([shown(one.page), shown(two.page)]);
    await Promise.all([one.page.reload(), two.page.reload()]);
    await expect.poll(() => Promise.all([shown(one.page), shown(two.page)])).toEqual(before);
    expect(await one.page.locator('[role=alert]').count()).toBe(0);
    await one.close();
    await two.close();
  });

  it('a change appears on the other device by itself', async () => {
    const [one, two] = [await visit(), await visit()];
    const paths = await invite(one.page, true);
    await one.page.goto(`${paths.company}/thema/1`);
    await two.page.goto(`${paths.consultant}/thema/1`);
    await one.page.getByText('Verbunden:').waitFor();
    await two.page.getByText('Verbunden:').waitFor();
    const other = two.page.locator('[data-other]').first();
    await one.page.locator('input[value=urgent]').first().check();
    await expect.poll(() => other.textContent(), { interval: 20, timeout: 20_000 }).toBe('Dringender Handlungsbedarf');
    await one.close();
    await two.close();
  });

  it('whoever answers before the first exchange has seen what stands: no disagreement, nothing else lost', async () => {
    const { page, close } = await visit();
    const paths = await invite(page, true);
    await page.goto(`${paths.company}/thema/1`);
    await page.getByText('Verbunden:').waitFor();
    const point = (index: number) => page.locator('[data-checkpoint]').nth(index);
    await point(0).locator('input[value=none]').check();
    await point(1).locator('input[value=some]').check();
    await page.getByText('Verbunden:').waitFor();
    await expect.poll(async () => (await page.request.get(`${paths.company}/aenderungen`)).json()).toMatchObject({ seq: 2 });

    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/aenderungen*', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await point(0).locator('input[value=urgent]').check();
    expect(await point(1).locator('input[value=some]').isChecked()).toBe(true);
    release();
    await expect.poll(async () => (await page.request.get(`${paths.company}/aenderungen`)).json()).toMatchObject({ seq: 3 });
    await page.reload();
    expect(await page.getByText('Auf zwei Geräten steht hier Verschiedenes').count()).toBe(0);
    expect(await point(0).locator('input[value=urgent]').isChecked()).toBe(true);
    await close();
  });

  it('what is answered while the news are on their way is sent after them, without the stream', async () => {
    const { page, close } = await visit();
    await page.route('**/strom', (route) => route.fulfill({ status: 204 }));
    const paths = await invite(page, true);
    await page.goto(`${paths.company}/thema/1`);
    await page.getByText('Verbunden:').waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/aenderungen?seit=*', async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/aenderungen\?seit=/);
    const point = (index: number) => page.locator('[data-checkpoint]').nth(index);
    await point(0).locator('input[value=none]').check();
    await asked;
    await point(1).locator('input[value=some]').check();
    release();
    await expect.poll(async () => (await page.request.get(`${paths.company}/aenderungen`)).json()).toMatchObject({ seq: 2 });
    await close();
  });

  it('two devices of one side that said different things both ask at once; choosing on one clears it on both', async () => {
    const [one, two] = [await visit(), await visit()];
    const paths = await invite(one.page, true);
    for (const { page } of [one, two]) {
      await page.goto(`${paths.company}/thema/1`);
      await page.getByText('Verbunden:').waitFor();
    }
    const first = (page: Page) => page.locator('[data-checkpoint]').first();
    const chosen = (page: Page) => first(page).locator('input:checked').getAttribute('value');
    const asked = (page: Page) => first(page).locator('[data-question] li').allTextContents();
    const BOTH = ['Dringender Handlungsbedarf', 'Kein Handlungsbedarf'];
    /** The second device answers without a connection, the first one meanwhile; then both are connected. */
    const differ = async () => {
      await two.context.setOffline(true);
      await first(two.page).locator('input[value=none]').check();
      await two.page.getByText('Keine Verbindung.').waitFor();
      await first(one.page).locator('input[value=urgent]').check();
      await one.page.getByText('Verbunden:').waitFor();
      await two.context.setOffline(false);
      for (const { page } of [one, two]) await expect.poll(async () => (await asked(page)).toSorted(), { timeout: 15_000 }).toEqual(BOTH);
    };
    await differ();
    // Nobody's radio jumped, and the page asks in the words that it uses after reloading.
    expect([await chosen(one.page), await chosen(two.page)]).toEqual(['urgent', 'none']);
    const question = first(two.page).locator('[data-question]');
    const words = await question.textContent();
    expect(words).toContain('Auf zwei Geräten steht hier Verschiedenes');
    await look(two.page);
    const third = await visit();
    await third.page.goto(`${paths.company}/thema/1`);
    expect(await first(third.page).locator('[data-question]').textContent()).toBe(words);

    // Going on decides nothing: it is asked again.
    await two.page.locator('button[value=pause]').click();
    await two.page.goto(`${paths.company}/thema/1`);
    await expect.poll(async () => (await asked(two.page)).toSorted()).toEqual(BOTH);

    // The button confirms what stands below it; the others hear of it without reloading.
    await first(one.page).getByRole('button', { name: 'Was unten steht, gilt' }).click();
    for (const { page } of [one, two, third]) {
      await expect.poll(() => asked(page), { timeout: 15_000 }).toEqual([]);
      expect(await chosen(page)).toBe('urgent');
    }
    // So does choosing another answer.
    await first(one.page).locator('input[value=some]').check();
    await expect.poll(() => chosen(two.page), { timeout: 15_000 }).toBe('some');
    await differ();
    await first(two.page).locator('input[value=notApplicable]').check();
    for (const { page } of [one, two]) {
      await expect.poll(() => asked(page), { timeout: 15_000 }).toEqual([]);
      await expect.poll(() => chosen(page), { timeout: 15_000 }).toBe('notApplicable');
    }
    await one.page.reload();
    expect(await one.page.getByText('Auf zwei Geräten steht hier Verschiedenes').count()).toBe(0);
    expect([one.faults, two.faults, third.faults].flat()).toEqual([]);
    for (const each of [one, two, third]) await each.close();
  });

  it('a page that is open says so when the company ends it, and leaves nothing behind', async () => {
    const [one, two] = [await visit(), await visit()];
    const paths = await invite(one.page, true);
    await two.page.goto(`${paths.consultant}/thema/1`);
    await two.page.getByText('Verbunden:').waitFor();
    await one.page.goto(`${paths.company}/gemeinsam`);
    await one.page.getByRole('button', { name: 'Zugang von Beratung Nord beenden' }).click();
    await one.page.getByText('Beendet. Der Link gilt nicht mehr.').waitFor();
    await two.page.locator('input[value=urgent]').first().check();
    await two.page.getByText('Der gemeinsame Zugang ist beendet.').waitFor();
    expect(await two.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ungesendet')))).toEqual([]);
    await one.close();
    await two.close();
  });

  it('works without JavaScript by reloading; the company adopts, and ends with one click', async () => {
    const [one, two] = [await visit({ javaScriptEnabled: false }), await visit({ javaScriptEnabled: false })];
    const paths = await invite(one.page, false);
    await one.page.goto(`${paths.company}/thema/1`);
    await one.page.locator('.note summary').first().click();
    await one.page.locator('textarea').first().fill('nur für uns');
    await one.page.locator('input[value=none]').first().check();
    await one.page.locator('button[value=pause]').click();

    await two.page.goto(`${paths.consultant}/thema/1`);
    expect(await two.page.textContent('main')).toContain('Kein Handlungsbedarf');
    expect(await two.page.content()).not.toContain('nur für uns');
    await two.page.locator('input[value=urgent]').first().check();
    await two.page.locator('.note summary').first().click();
    await two.page.locator('textarea').first().fill('Bitte die Leiter ansehen');
    await two.page.locator('button[value=pause]').click();
    await look(two.page, false);

    await one.page.goto(`${paths.company}/thema/1`);
    await look(one.page, false);
    const first = one.page.locator('[data-checkpoint]').first();
    expect(await first.textContent()).toContain('Hier gehen die Einschätzungen auseinander.');
    expect(await first.textContent()).toContain('Bitte die Leiter ansehen');
    expect(await first.locator('input:checked').getAttribute('value')).toBe('none');
    await first.getByRole('button', { name: 'Diese Einschätzung übernehmen' }).click();
    const adopted = one.page.locator('[data-checkpoint]').first();
    expect(await adopted.locator('input:checked').getAttribute('value')).toBe('urgent');
    expect(await adopted.textContent()).toContain('Sie sind sich einig.');
    expect(await adopted.textContent()).toContain('Früher bewertet');

    await one.page.goto(`${paths.company}/gemeinsam`);
    await one.page.getByRole('button', { name: 'Zugang von Beratung Nord beenden' }).click();
    expect(await one.page.textContent('main')).toContain('Beendet. Der Link gilt nicht mehr.');
    const gone = await two.page.goto(`${paths.consultant}/thema/1`);
    expect(gone?.status()).toBe(410);
    await one.close();
    await two.close();
  });
});
