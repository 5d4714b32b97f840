import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { type Mail, outbox } from './support/people.ts';

const { visit, url } = useBrowser();

async function mailTo(address: string, known: number): Promise<Mail> {
  return expect
    .poll(async () => (await outbox()).filter((mail) => mail.to === address).length, { timeout: 20_000, interval: 200 })
    .toBeGreaterThan(known)
    .then(async () => (await outbox()).find((mail) => mail.to === address) as Mail);
}

const linkIn = (text: string) => /https?:\/\/\S+\/anfrage\/\S+/.exec(text)?.[0] ?? '';

/** Rates everything: the first point of each theme urgent, the others in turn. */
async function rateAllThemes(page: Page): Promise<void> {
  for (let theme = 1; page.url().includes('/thema/'); theme++) {
    const groups = await page.locator('fieldset').all();
    expect(groups.length).toBeGreaterThanOrEqual(4);
    for (const [index, group] of groups.entries()) {
      const rating = index === 0 ? 'urgent' : (['none', 'some', 'notApplicable'] as const)[index % 3];
      await group.locator(`input[value=${rating}]`).check();
    }
    await page.locator('button[value=vor]').click();
    await page.waitForURL((address) => !address.pathname.endsWith(`/thema/${theme}`));
  }
}

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true },
  { how: 'without JavaScript', javaScriptEnabled: false },
])('a company finds its way on a phone, $how', ({ javaScriptEnabled }) => {
  it('home → check → result → plan → PDF → match → request → accepted → status', async () => {
    const { page, context, faults, close } = await visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const look = async () => {
      await expectNoSidewaysScroll(page);
      if (javaScriptEnabled) await expectAccessible(page);
    };
    await page.goto('/');
    await look();
    await page.getByRole('link', { name: 'Einen Check machen' }).click();
    await page.getByRole('link', { name: 'Unternehmens-Check' }).click();
    await look();
    await page.getByRole('button', { name: 'Check beginnen' }).click();
    await page.waitForURL('**/thema/1');
    await look();
    await rateAllThemes(page);

    expect(new URL(page.url()).pathname).toMatch(/\/ergebnis$/);
    expect(await page.locator('.lead').innerText()).toMatch(/^11 Punkte sind dringend/);
    await look();
    await page.locator('.proposal button').first().click();
    await page.getByText('In den Plan übernommen.').waitFor();
    await page.getByRole('link', { name: 'Zum Maßnahmenplan' }).click();
    await look();
    await page
      .getByRole('link', { name: /Ausfüllen und ändern/ })
      .first()
      .click();
    await page.getByLabel('Wer kümmert sich?').fill('Meisterin');
    await page.getByLabel('Bis wann?').fill('2027-03-31');
    await page.getByLabel('Woran sehen Sie').fill('Im April nachsehen');
    await look();
    await page.getByRole('button', { name: 'Maßnahme speichern' }).click();
    await page.getByText('1 von 10 Maßnahmen').waitFor();

    const pdf = await context.request.get(
      page
        .url()
        .replace(/#.*/, '.pdf')
        .replace(/\/plan$/, '/plan.pdf'),
    );
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    const bytes = await pdf.body();
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1')).toContain('pdfuaid'); // says of itself that it is PDF/UA

    await page.getByRole('link', { name: 'Ergebnis' }).first().click();
    await page.locator('#ort').fill('53113');
    await page.getByRole('button', { name: 'Passende Hilfe finden' }).click();
    await page.getByText(/Treffer für 53113 Bonn/).waitFor();
    expect(await page.locator('.reasons li').count()).toBeGreaterThan(3);
    await look();
    await page
      .getByRole('link', { name: /^Anfragen:/ })
      .first()
      .click();
    await look();
    const address = `betrieb-${javaScriptEnabled ? 'mit' : 'ohne'}@demo.example`;
    await page.getByLabel('Worum geht es?').fill('Wir brauchen Hilfe bei den Zielen.');
    await page.getByLabel('Ihr Name').fill('Paula Probe');
    await page.getByLabel('E-Mail-Adresse').fill(address);
    await page.getByLabel('Das Profil').check();
    await page.getByLabel('Ich bin einverstanden').check();
    const before = (await outbox()).length;
    await page.getByRole('button', { name: 'Anfrage senden' }).click();
    await page.getByText('Ihre Anfrage ist gesendet.').waitFor();
    await look();
    const status = page.url();

    const toCompany = await mailTo(address, 0);
    expect(linkIn(toCompany.text)).toBe(status);
    const newest = await outbox();
    const toReceiver = newest.slice(0, newest.length - before).find((mail) => mail.to !== address && mail.text.includes('/anfrage/an/')); // other journeys write mails, too
    const receiver = await visit({ javaScriptEnabled });
    await receiver.page.goto(linkIn(toReceiver?.text ?? ''));
    await receiver.page.getByText('Bedarf je Thema').waitFor();
    if (javaScriptEnabled) await expectAccessible(receiver.page);
    await receiver.page.getByLabel('Ich übernehme').check();
    await receiver.page.getByLabel('Ein Wort an den Betrieb').fill('Ich rufe Sie am Donnerstag an.');
    await receiver.page.getByRole('button', { name: 'Antwort senden' }).click();
    await receiver.page.getByText('Ihre Antwort ist gesendet.').waitFor();

    await page.goto(status);
    await page.getByText('Ich rufe Sie am Donnerstag an.').waitFor();
    expect(await page.locator('.journey__station--now').innerText()).toContain('Angenommen');
    expect(await mailTo(address, 1)).toMatchObject({ to: address });
    await look();
    expect([...faults, ...receiver.faults]).toEqual([]);
    await receiver.close();
    await close();
  });
});

describe('by keyboard alone', () => {
  it('a theme is rated, the plan is written, help is found', async () => {
    const { page, faults, close } = await visit({ viewport: { width: 1280, height: 900 } });
    const press = (key: string) => page.keyboard.press(key);
    /** Tabs on until something with these words has the focus; the focus always has to be seen. */
    const tabTo = async (words: RegExp) => {
      for (let i = 0; i < 120; i++) {
        await press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement | null;
          const style = element ? getComputedStyle(element) : undefined;
          const label =
            element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
              ? (element.labels?.[0]?.innerText ?? '')
              : (element?.innerText ?? '');
          return {
            text: `${element?.getAttribute('aria-label') ?? ''} ${label}`,
            visible: style !== undefined && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
          };
        });
        if (!words.test(focus.text)) continue;
        expect(focus.visible, `focus on ${words} can be seen`).toBe(true);
        return;
      }
      throw new Error(`Tab never reached ${words} on ${page.url()}`);
    };
    const go = async (words: RegExp) => {
      await tabTo(words);
      const loaded = page.waitForEvent('load');
      await press('Enter');
      await loaded;
    };
    await page.goto('/');
    await press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Zum Inhalt springen');
    await go(/^\s*Einen Check machen/);
    await go(/Arbeitgeberattraktivität/);
    await go(/Check beginnen/);
    await page.waitForURL('**/thema/1');
    for (let theme = 1; theme <= 5; theme++) {
      for (let point = 0; point < 4; point++) {
        await tabTo(/Kein Handlungsbedarf/);
        await press('Space');
        for (let down = 0; down < (point === 0 ? 2 : 1); down++) await press('ArrowDown');
      }
      await go(/Speichern und (weiter|Ergebnis)/);
      await page.waitForURL((address) => !address.pathname.endsWith(`/thema/${theme}`));
    }
    expect(await page.locator('.lead').innerText()).toMatch(/^5 Punkte sind dringend, bei 15 gibt es etwas zu tun/);
    await go(/In den Plan übernehmen/);
    await page.getByText('In den Plan übernommen.').waitFor();
    await tabTo(/Postleitzahl oder Ort/);
    await page.keyboard.type('5311');
    await page.locator('.suggestions li').first().waitFor();
    await press('ArrowDown');
    await press('Enter');
    expect(await page.locator('#ort').inputValue()).toMatch(/^5311\d \S+/);
    await go(/Passende Hilfe finden/);
    await page.getByText(/Treffer für 5311/).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

describe('suggestions', () => {
  it('that come after one went on do not lie over what comes next', async () => {
    const { page, faults, close } = await visit({ viewport: { width: 390, height: 844 } });
    await page.goto('/anfrage');
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/orte?**', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    const place = page.locator('#place');
    for (const leave of ['Escape', 'Tab']) {
      const asked = page.waitForRequest('**/api/orte?**');
      await place.fill('24103');
      await asked;
      await page.keyboard.press(leave);
    }
    letGo();
    await page.unrouteAll({ behavior: 'wait' });
    await page.waitForLoadState('networkidle');
    expect(await page.locator('#place-suggestions').isVisible()).toBe(false);
    await page.getByRole('checkbox').first().check();
    expect(faults).toEqual([]);
    await close();
  });
});

describe('nothing is lost', () => {
  it('answers are saved while one fills in, and are there when one comes back by the link', async () => {
    const { page, close } = await visit();
    await page.goto('/checks/healthy-work');
    await page.getByRole('button', { name: 'Check beginnen' }).click();
    await page.locator('input[value=urgent]').first().check();
    await page.getByText('Gespeichert.', { exact: true }).waitFor();
    await page.getByText('1 von 20 Punkten bewertet').waitFor();
    const link = page.url();
    await page.goto('/themen');
    await page.goto(link);
    expect(await page.locator('input[value=urgent]').first().isChecked()).toBe(true);
    await close();
  });

  it('a wrong form keeps what was typed and leads to the fault', async () => {
    const { page, close } = await visit();
    await page.goto('/anfrage');
    await page.getByLabel('Worum geht es?').fill('Ein langer Text, der nicht verloren gehen darf.');
    await page.getByLabel('E-Mail-Adresse').fill('kein-adresse');
    await page.getByRole('button', { name: 'Anfrage senden' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('fehler');
    expect(await page.getByLabel('Worum geht es?').inputValue()).toContain('nicht verloren');
    await expectAccessible(page);
    await page.getByRole('link', { name: /vollständige E-Mail-Adresse/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('email');
    await close();
  });

  it('a check can be taken along as a file, deleted, and opened again', async () => {
    const { page, context, close } = await visit();
    await page.goto('/checks/human-centred-ai');
    await page.getByRole('button', { name: 'Check beginnen' }).click();
    await page.locator('input[value=some]').first().check();
    await page.getByRole('button', { name: 'Speichern und unterbrechen' }).click();
    await page.getByText('1 von 20 Punkten bewertet').waitFor();
    const link = page.url();
    const file = await (await context.request.get(`${link}/datei.json`)).body();
    await page.getByRole('link', { name: 'Alles löschen' }).click();
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await page.getByText('Ihr Check ist gelöscht.').waitFor();
    expect((await context.request.get(link)).status()).toBe(410);
    await page.goto('/checks/human-centred-ai');
    await page.getByText('Mit einer gespeicherten Datei weitermachen').click();
    await page.getByLabel('Datei wählen').setInputFiles({ name: 'check.json', mimeType: 'application/json', buffer: file });
    await page.getByRole('button', { name: 'Datei öffnen' }).click();
    await page.getByText('1 von 20 Punkten bewertet').waitFor();
    await close();
  });
});

describe('English', () => {
  it('is chosen by the link and stays chosen', async () => {
    const { page, close } = await visit();
    await page.goto('/');
    await page.getByRole('link', { name: 'English' }).click();
    await page.goto('/checks/company-check');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('h1').innerText()).toBe('Company check');
    expect(url).toContain('localhost');
    await close();
  });
});
