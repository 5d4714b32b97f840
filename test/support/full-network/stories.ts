import sharp from 'sharp';
import { PARTS } from '../../../src/modules/stories/model.ts';
import { mailTo, pathIn } from '../mail.ts';
import { found, type Hands, idIn, pageOf, taken, upload } from './hands.ts';
import type { Person } from './people.ts';

/** A story that somebody has written, with a picture and a quote. */
async function written(hands: Hands, who: Person, title: string) {
  const { app, people } = hands;
  const email = `${title.toLowerCase()}@betrieb.example`;
  const base = await taken(who.post('/geschichtenwerkstatt', { title, company: 'Zweirad Muster', contact: 'Frau Muster', email }));
  for (const part of PARTS) await taken(who.post(`${base}/erzaehlen/${part}`, { text: `Im Abschnitt ${part}.`, before: '', weiter: '' }));
  const facts = { title, summary: 'Kurz.', company: 'Zweirad Muster', contact: 'Frau Muster', email, topics: 'retention' };
  await taken(who.post(`${base}/angaben`, { ...facts, industry: 'G', size: '2-9', region: 'Sachsen' }));
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#333' } })
    .jpeg()
    .toBuffer();
  await upload(hands, who, `${base}/bild`, { alt: 'Zwei Leute an der Werkbank' }, { name: 'bild.jpg', bytes, type: 'image/jpeg' });
  const personMail = `zitat-${email}`;
  await taken(people.office.post(`${base}/zitate`, { quote: `Das war ein guter Weg für ${title}.`, person: 'Meisterin', personMail }));
  await app.services.jobs.drain();
  return { base, email, personMail };
}

/** A story in each state: being written by each who may, handed in, asked for, public. */
export async function makeStories(hands: Hands) {
  const { app, people } = hands;
  const { db, jobs } = app.services;
  for (const [who, title] of [
    [people.consultant, 'Werkbank'],
    [people.organisationEditor, 'Lehrjahr'],
    [people.organisationCoordinator, 'Schichtplan'],
    [people.networkCoordinator, 'Hofladen'],
  ] as const)
    await written(hands, who, title);
  const waiting = await written(hands, people.consultant, 'Wartet');
  await taken(people.consultant.post(`${waiting.base}/abgeben`, {}));
  const asked = await written(hands, people.consultant, 'Gefragt');
  await taken(people.consultant.post(`${asked.base}/abgeben`, {}));
  await taken(people.office.post(`${asked.base}/freigabe`, {}));
  const shown = await written(hands, people.consultant, 'Nachfolge');
  await taken(people.consultant.post(`${shown.base}/abgeben`, {}));
  const quote = pathIn((await mailTo(db, shown.personMail))?.text, '/zitat/');
  await taken(people.office.post(`${shown.base}/freigabe`, {}));
  await jobs.drain();
  const link = pathIn((await mailTo(db, shown.email))?.text, '/geschichte/');
  const fassung = found(await pageOf(app, link), /name="fassung" value="([0-9a-f]+)"/);
  await taken(app.post(`${link}/freigeben`, { fassung, nennen: 'ja' }));
  await taken(people.office.post(`${shown.base}/veroeffentlichen`, {}));
  const slug = (await app.stories.file(idIn(shown.base))).published?.slug ?? '';
  return { waiting: waiting.base, asked: asked.base, shown: shown.base, link, quote, slug };
}
