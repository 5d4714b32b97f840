import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { command, enterAsOffice, mailTo } from './support/people.ts';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';

const { visit, url } = useBrowser();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const german = (day: string) => day.split('-').toReversed().join('.');

const minutes = (name: string, family: string) => `Protokoll der AG ${name}
${german(inDays(-3))}, 10:00 bis 12:00 Uhr, online

Anwesend: Anna ${family} (IHK Nord), Bernd ${family}mann (Beraterverband)

1. Leitfaden
Frau ${family} berichtet vom Stand. Frau ${family} erstellt bis ${german(inDays(4))} einen Entwurf. Bernd ${family}mann dankt ihr.

2. Tagung
Beschluss: Die Tagung findet im Herbst statt.
`;

async function uploadAndReview(page: Page, desk: string, name: string, family: string): Promise<void> {
  await page.goto(desk);
  await page.getByLabel('Datei').setInputFiles({ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(minutes(name, family)) });
  await page.getByRole('button', { name: 'Lesen und prüfen' }).click();
  await expect.poll(() => page.url()).toContain('/import/');
  // Every value is shown at its place in the document.
  expect(await page.locator('.found--agreement mark').allTextContents()).toContain(
    `Frau ${family} erstellt bis ${german(inDays(4))} einen Entwurf.`,
  );
}

async function fillBody(page: Page, desk: string, name: string, rule: string): Promise<void> {
  await page.goto(`${desk}/gremien/neu`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Wie es entscheidet').selectOption(rule);
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await expect.poll(() => page.url()).toMatch(/\/gremien\/[0-9a-f-]{36}$/);
}

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true, name: 'Erprobung', family: 'Tannhof' },
  { how: 'without JavaScript', javaScriptEnabled: false, name: 'Gegenprobe', family: 'Lindwurm' },
])('minutes become agreements that get done, $how', ({ javaScriptEnabled, name, family }) => {
  const look = async (page: Page) => {
    await expectNoSidewaysScroll(page);
    if (javaScriptEnabled) await expectAccessible(page);
  };

  it('import → review → take over → reminder → answer by link → public version without names', async () => {
    const desk = '/gremienarbeit';
    const { page, faults, close } = await visit({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    await enterAsOffice(page);
    await uploadAndReview(page, desk, name, family);
    await look(page);

    if (javaScriptEnabled) {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await expect.poll(() => page.locator('#a1_keep').isChecked()).toBe(false);
      await page.keyboard.press('x');
    }
    // Merge and split again, a wrong date named at its field, then take over.
    await page.getByRole('button', { name: 'Mit der vorigen verbinden' }).first().click();
    await expect.poll(() => page.locator('[data-review-row]').count()).toBe(1);
    await page.getByRole('button', { name: 'Teilen' }).first().click();
    await expect.poll(() => page.locator('[data-review-row]').count()).toBe(2);
    await page.locator('#a1_who').fill('');
    await page.locator('#a1_due').fill('');
    await page.locator('#a1_kind').selectOption('decision');
    await page.locator('#date').fill('');
    await page.getByRole('button', { name: 'Prüfung abschließen und übernehmen' }).click();
    await expect.poll(() => page.locator('#date-error').count()).toBe(1);
    expect(await page.locator('#a1_kind').inputValue()).toBe('decision');
    await look(page);
    await page.locator('#date').fill(inDays(-3));
    await page.getByRole('button', { name: 'Prüfung abschließen und übernehmen' }).click();
    await expect.poll(() => page.url()).toContain('/sitzungen/');
    const meeting = page.url();
    await look(page);

    await page.goto(`${desk}/personen`);
    await look(page);
    const row = page.locator('form.person-row', { hasText: `Anna ${family}` });
    const address = `anna@${family.toLowerCase()}.example`;
    await row.getByLabel('E-Mail').fill(address);
    await row.getByRole('button', { name: 'Speichern' }).click();
    // The command stops this process while it runs, and with it the browser's answer: what it needs must be stored before.
    await expect.poll(() => page.url()).toContain('#person-');
    expect(command('agreements', 'remind', '--anytime')).toContain('reminder');
    const { text: mail } = await mailTo(address);
    expect(mail).toContain('einen Entwurf');

    const tasks = /https?:\/\/\S+\/aufgaben\/\S+/.exec(mail)?.[0] ?? '';
    await page.goto(tasks);
    await look(page);
    // What needs words says so; what needs none is one click.
    await page.getByText('Ich brauche Unterstützung', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Um Unterstützung bitten' }).first().click();
    await expect.poll(() => page.locator('.kern-error').count()).toBeGreaterThan(0);
    await look(page);
    await page.getByRole('button', { name: 'Erledigt' }).first().click();
    await expect.poll(() => page.getByText('Danke, Ihre Antwort ist eingetragen.').count()).toBe(1);
    await page.goto(`${desk}/vereinbarungen?stand=done&text=Entwurf&ansicht=tafel`);
    expect(await page.locator('.board').textContent()).toContain(family);
    await look(page);

    if (javaScriptEnabled) {
      // What was typed into one form is not lost because another one was sent.
      await page.goto(`${meeting}/protokoll`);
      await page.getByLabel('Text', { exact: true }).fill('Halb getippt');
      await page.getByLabel('Person eintragen').fill('Dora Dazu');
      await page.getByRole('button', { name: 'Speichern' }).nth(1).click();
      await expect.poll(() => page.getByText('Das hatten Sie schon eingegeben.').count()).toBe(2);
      expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Halb getippt');
      await look(page);
      await page.getByRole('button', { name: 'Speichern' }).first().click();
      await expect.poll(() => page.getByLabel('Dora Dazu').count()).toBe(1);
      expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Halb getippt');
      expect(await page.getByLabel('Person eintragen').inputValue()).toBe('');
    }

    await page.goto(`${meeting}/oeffentlich`);
    await look(page);
    await page.getByRole('button', { name: 'Öffentliche Fassung speichern' }).click();
    const press = async (step: string, said: string | RegExp = 'Gespeichert.') => {
      await page.getByRole('button', { name: step, exact: true }).click();
      await expect.poll(() => page.getByText(said).count()).toBe(1);
    };
    await press('Entwurf verteilen', /^Verteilt\. .*unterwegs\.$/);
    // As long as somebody may object, there is no button; whoever knows better says why.
    expect(await page.getByRole('button', { name: 'Genehmigen', exact: true }).count()).toBe(0);
    await look(page);
    await page.getByText('Trotzdem genehmigen').click();
    await page.getByLabel('Warum trotzdem?').fill('Alle haben im Termin zugestimmt.');
    await press('Mit diesem Grund genehmigen');
    await press('Veröffentlichen');
    const open = `${url}/sitzungen/${meeting.split('/').at(-1)}`;
    await page.goto(open);
    await look(page);
    const shown = (await page.locator('main').textContent()) ?? '';
    expect(shown).toContain('[IHK Nord]');
    expect(shown).not.toContain(family);
    expect(faults).toEqual([]);
    await close();
  });

  it('a paper travels through three bodies to a decision', async () => {
    const desk = '/gremienarbeit';
    const { page, faults, close } = await visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    await enterAsOffice(page);
    const bodies = [`AG ${name} Weg`, `Koordinierungsteam ${name}`, `Strategiekreis ${name}`] as const;
    await fillBody(page, desk, bodies[0], 'consensus');
    await fillBody(page, desk, bodies[1], 'consensus');
    await fillBody(page, desk, bodies[2], 'unanimous');
    await look(page);

    await page.goto(`${desk}/vorlagen/neu`);
    await look(page);
    await page.getByLabel('Titel').fill(`Netzwerklotsen ${name}`);
    await page.getByLabel('Eingebracht von').selectOption({ label: bodies[0] });
    await page.getByLabel('Text der Vorlage').fill('Wir schlagen vor, Netzwerklotsen auszubilden.');
    await page.getByRole('button', { name: 'Vorlage einbringen' }).click();
    await expect.poll(() => page.url()).toMatch(/\/vorlagen\/[0-9a-f-]{36}$/);
    const refer = async (body: string, question: string, condition: string) => {
      const form = page.locator('form[action$="/verweisen"]');
      if (!(await form.isVisible())) await page.locator('summary', { hasText: 'An ein Gremium verweisen' }).click();
      await form.getByLabel('Gremium', { exact: true }).selectOption({ label: body });
      await form.getByLabel('Frage an das Gremium').fill(question);
      await form.getByLabel('Bedingung').fill(condition);
      await form.getByRole('button').click();
      await expect.poll(() => page.locator('main .entry').count()).toBeGreaterThan(0);
    };
    await refer(bodies[1], 'Träger klären', '');
    await expect.poll(() => page.locator('main article.entry').count()).toBe(1);
    await refer(bodies[2], 'Entscheiden', 'nur wenn das Koordinierungsteam zustimmt');
    await expect.poll(() => page.locator('main article.entry').count()).toBe(2);
    await look(page);

    const treat = async (body: string, result: string, yes: string, no: string) => {
      const form = page.locator('form[action$="/ergebnis"]');
      const option = form.locator('#consultation option', { hasText: body });
      await form.locator('#consultation').selectOption((await option.getAttribute('value')) ?? '');
      await form.locator('#result').selectOption(result);
      await form.locator('#yes').fill(yes);
      await form.locator('#no').fill(no);
      await form.getByRole('button').click();
    };
    await treat(bodies[2], 'decided', '8', '0');
    await expect.poll(() => page.getByRole('alert').count()).toBe(1);
    await treat(bodies[1], 'supported', '5', '0');
    await expect.poll(() => page.getByText('Gespeichert.').count()).toBe(1);
    await treat(bodies[2], 'decided', '8', '0');
    await expect.poll(() => page.locator('form[action$="/ergebnis"]').count()).toBe(0);

    await page.goto(page.url().replace('/gremienarbeit', ''));
    await look(page);
    expect(await page.locator('.journey__station--done').count()).toBe(3);
    await page.goto('/beschluesse');
    expect(await page.locator('main').textContent()).toContain(`Netzwerklotsen ${name}`);
    await look(page);
    expect(faults).toEqual([]);
    await close();
  });
});

describe('taking minutes', () => {
  it('planned, begun, written with autosave; two windows at once lose nothing', async () => {
    const desk = '/gremienarbeit';
    const { page, context, faults, close } = await visit({ viewport: { width: 1280, height: 900 } });
    await enterAsOffice(page);
    await fillBody(page, desk, 'AG Mitschrift', 'consensus');
    await page.locator('summary', { hasText: 'Mitglied eintragen' }).click();
    await page.locator('#memberName').fill('Dora Kern');
    await page.getByRole('button', { name: 'Mitglied eintragen' }).click();
    await expect.poll(() => page.getByText('Dora Kern').count()).toBe(1);
    await page.locator('#day').fill(inDays(0));
    await page.locator('#agenda').fill('1. Begrüßung\n2. Verschiedenes');
    await page.getByRole('button', { name: 'Sitzung eintragen' }).click();
    await page.getByRole('button', { name: 'Sitzung beginnen' }).click();
    await expect.poll(() => page.url()).toContain('/protokoll');
    await expectAccessible(page);
    const first = page.locator('textarea[name=text]').first();
    const second = await context.newPage();
    await second.goto(page.url());
    await first.fill('Die erste schreibt.');
    await expect.poll(() => page.locator('[data-save-state]').first().textContent()).toBe('Gespeichert.');
    await first.fill('Die erste schreibt weiter.');
    await first.blur();
    await expect.poll(() => page.locator('[data-save-state]').first().textContent()).toBe('Gespeichert.');
    await second.locator('textarea[name=text]').first().fill('Der zweite schreibt auch.');
    await expect.poll(() => second.getByText('Jemand hat diesen Punkt inzwischen auch geändert').count(), { timeout: 10_000 }).toBe(1);
    const shown = await second.locator('main').textContent();
    expect(shown).toContain('Die erste schreibt weiter.');
    expect(shown).toContain('Der zweite schreibt auch.');
    await expectAccessible(second);
    await page.goto(page.url().split('#')[0] ?? '');
    await page.locator('#agreement').fill('Dora Kern verschickt die Einladung.');
    await page.locator('#responsible').fill('Dora Kern');
    await page.getByRole('button', { name: 'Vereinbarung festhalten' }).click();
    await expect.poll(() => page.getByRole('link', { name: 'Dora Kern verschickt die Einladung.' }).count()).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });
});
