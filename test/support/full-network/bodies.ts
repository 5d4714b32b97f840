import { storedMails } from '../../../src/platform/mail/index.ts';
import { lookAt } from '../mailing.ts';
import { pathIn } from '../mail.ts';
import { listAgreements } from '../../../src/modules/governance/store/agreements.ts';
import { formFields } from '../forms.ts';
import { dayFrom, type Hands, idIn, pageOf, taken, upload } from './hands.ts';

const MINUTES = `Protokoll der AG Transfer
10. November 2026, 10:00 bis 12:00 Uhr, online

Anwesend: Ulrike Demoreich (Musterkammer Nord), Bernd Krause (Beraterverband), Carla Voss
Protokoll: Carla Voss

1. Leitfaden
Ulrike Demoreich berichtet vom Stand. Frau Demoreich erstellt bis 27. November 2026 einen Entwurf.

2. Tagung
Beschluss: Die Tagung findet statt.
Bernd Krause reserviert bis 4. Dezember 2026 den Saal.
`;

/** Meetings of a body in each state, minutes in circulation and as a draft of an import, an agreement with a file, a paper on its way. */
export async function makeBodies(hands: Hands) {
  const { app, places, people } = hands;
  const { services, governance } = app;
  const { db, jobs } = services;
  const secretary = people.bodySecretary;
  const desk = '/gremienarbeit';
  const text = { name: 'protokoll.txt', bytes: MINUTES };
  const imported = await upload(hands, secretary, `${desk}/import`, {}, text);
  const takeOver = async () => {
    const review = await upload(hands, secretary, `${desk}/import`, {}, text);
    const fields = Object.fromEntries(formFields(await pageOf(secretary, review), 'date'));
    return taken(secretary.post(review, { ...fields, another: 'ja', do: 'take-0' }));
  };
  const meeting = await takeOver();
  const approved = await takeOver();
  await taken(secretary.post(`${approved}/stand`, { to: 'circulated', until: '2026-12-10' }));
  await taken(secretary.post(`${approved}/stand`, { to: 'approved', reason: 'Alle haben im Termin zugestimmt.' }));
  await governance.meetings.addMember(places.body.id, {
    name: 'Dora Kern',
    organisation: places.organisation.name,
    role: '',
    email: 'dora@kammer.example',
    from: '2026-01-01',
  });
  const planned = await governance.meetings.plan(places.body.id, {
    day: dayFrom(app, 40),
    startTime: '10:00',
    endTime: '11:00',
    mode: 'online',
    length: 'short',
    place: '',
    link: 'https://video.example/x',
    condition: '',
    times: 1,
    everyWeeks: 4,
    agenda: ['Begrüßung'],
  });
  await governance.meetings.invite(planned, await lookAt(secretary, `${desk}/sitzungen/${planned}`));
  await taken(secretary.post(`${meeting}/stand`, { to: 'circulated', until: '2026-12-10' }));
  await jobs.drain();
  const letter = (await storedMails(db, 1000)).find((mail) => mail.subject.startsWith('Protokollentwurf: '));
  await taken(app.post(pathIn(letter?.text, '/einspruch/'), { about: '', text: 'Es war der 28.' }));
  const [agreement] = await listAgreements(db, { meetingId: idIn(meeting), today: governance.context.today() });
  if (!agreement) throw new Error('the minutes held no agreement');
  await upload(hands, secretary, `${desk}/vereinbarungen/${agreement.id}/datei`, {}, { name: 'angebot.pdf', bytes: '%PDF-1.7' });
  const paper = await taken(
    secretary.post(`${desk}/vorlagen/neu`, {
      title: 'Gemeinsame Leitlinien',
      text: 'Wir schlagen vor …',
      bodyId: places.body.id,
      topic: '',
    }),
  );
  await governance.papers.refer(idIn(paper), {
    bodyId: places.upperBody.id,
    question: 'Träger klären',
    due: dayFrom(app, 9),
    condition: '',
  });
  await governance.followUp.remind();
  await jobs.drain();
  return {
    imported: idIn(imported),
    meeting: idIn(meeting),
    approved: idIn(approved),
    planned,
    agreement: agreement.id,
    paper: idIn(paper),
  };
}
