import { newId } from '../../../src/platform/ids.ts';
import { sealPurpose, sponsorPurpose } from '../../../src/modules/qualification/purposes.ts';
import { decisionOf } from '../decisions.ts';
import { startCampaign } from '../mailing.ts';
import { dayFrom, found, type Hands, idIn, pageOf, taken } from './hands.ts';

/** A course of the organisation with sessions and people; certificates, a sponsor, a seal. */
export async function makeCourses({ app, places, people }: Hands) {
  const { db } = app.services;
  const leader = people.organisationCoordinator;
  const base = `/organisation/${places.organisation.id}/kurse`;
  const plan = { curriculum: 'network-pilot', title: 'Lotsen im Norden', place: 'Kiel', seats: '12', note: '', link: '' };
  const course = await taken(leader.post(base, plan));
  for (const [module, days] of [
    ['actors', -1],
    ['leading', 21],
    ['networks', 22],
  ] as const)
    await taken(leader.post(`${course}/sitzungen`, { module, day: dayFrom(app, days), starts: '09:00', ends: '15:00' }));
  await taken(people.consultant.post(`/bildung/kurse/${idIn(course)}/anmelden`, {}));

  const { recognition } = app.qualification;
  const pilot = app.qualification.curriculum('network-pilot');
  const holder = { userId: people.consultant.id, name: places.consultant.name, consultantId: places.consultant.id };
  const certificate = await recognition.certify(db, pilot, holder, newId(app.clock.now().getTime()), 'learnt', []);
  const span = { from: dayFrom(app, 0), until: null };
  const organisations = [places.organisation.id];
  const decided = (text: string, purpose: string) => decisionOf(db, 'strategy', text, app.clock.now(), purpose);
  const recognised = await decided('Die Kammer wird als Träger anerkannt.', sponsorPurpose(pilot.id, organisations));
  await recognition.recognise(pilot, { organisations, agreement: recognised, ...span });
  await recognition.decideSeal(pilot, { agreement: await decided('Das Siegel wird freigegeben.', sealPurpose(pilot.id)), ...span });
  await recognition.seal(pilot, holder, certificate);
  // Somebody else's keys, in the form of ours.
  const document = (await pageOf(app, '/.well-known/did.json')).replaceAll(/did:web:[\w.%-]+/g, 'did:web:nachbarnetz.example');
  await taken(people.office.post('/nachweise/stellen', { name: 'Nachbarnetz', document, verglichen: 'ja' }));
  const own = await pageOf(people.consultant, '/konto/bildung');
  return { course: idIn(course), credential: found(own, /NW-[0-9A-Z-]{14}/) };
}

/** Applications for accreditation in each state, a campaign, an exchange with a question. */
export async function makeAccreditations({ app, places, people }: Hands) {
  const { office, consultant, networkCoordinator } = people;
  const apply = (who: typeof consultant, id: string) =>
    taken(who.post(`/beratungsprofil/${id}/akkreditierung`, { evidenceTitle: 'Zeugnis', evidence: 'Zeugnis', note: '' }));
  const reviewOf = async () =>
    `/geschaeftsstelle/akkreditierung/${found(await pageOf(office, '/geschaeftsstelle/akkreditierung'), /\/geschaeftsstelle\/akkreditierung\/([0-9a-f-]{36})/)}`;
  await apply(consultant, places.consultant.id);
  const review = await reviewOf();
  await taken(office.post(`${review}/pruefung`, { finding: 'Es fehlt einiges.' }));
  await taken(office.post(`${review}/entscheidung`, { ergebnis: 'nein', note: 'Bitte noch einmal.' }));
  const objection = `/beratungsprofil/${places.consultant.id}/akkreditierung/${idIn(review)}/widerspruch`;
  await taken(consultant.post(objection, { [`text-${idIn(review)}`]: 'Bitte noch einmal ansehen' }));
  const colleague = await app.as(['consultant', places.colleague.id]);
  await apply(colleague, places.colleague.id);

  const campaign = { scheme: 'consultant-2027', deadline: dayFrom(app, 200) };
  // One that nobody has sent yet, and one whose letters are written.
  await taken(office.post('/geschaeftsstelle/akkreditierung/kampagnen', campaign));
  const { started } = await startCampaign(office, campaign);
  await taken(started);
  const plan = { title: 'Was hilft beim Einstieg?', topics: places.consultant.topics[0] ?? '', day: dayFrom(app, 5), hours: '16 Uhr' };
  const exchange = await taken(networkCoordinator.post('/austausch', { ...plan, place: places.consultant.town, link: '' }));
  await taken(consultant.post(`${exchange}/anmelden`, {}));
  await taken(consultant.post(`${exchange}/fragen`, { question: 'Gibt es Unterlagen?' }));
  const held = await taken(
    networkCoordinator.post('/austausch', { ...plan, title: 'Was war gut?', day: dayFrom(app, 0), place: 'Kiel', link: '' }),
  );
  await taken(consultant.post(`${held}/anmelden`, {}));
  await taken(networkCoordinator.post(`${held}/teilnahme`, { da: places.consultant.id }));
  await taken(networkCoordinator.post(`${held}/notizen`, { notes: 'Drei Dinge, die geholfen haben.' }));
  return { refused: idIn(review), exchange: idIn(exchange) };
}
