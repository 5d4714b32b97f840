import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE_MEETING } from '../support/meeting.ts';
import { testApplication } from '../support/application.ts';
import { GET_PATTERNS, POST_PATTERNS } from '../support/walk/route-patterns.ts';

/** Every form and route, with what people and machines may send: an answer below 500, nothing half-written. */
const application = await testApplication();
const { app, config, services } = application;
const { get, post, cookie, id: userId } = await application.as(['office'], ['administrator']);

const HOSTILE = [
  '',
  ' ',
  '\u0000',
  "'; drop table checks.answer; --",
  '<script>alert(1)</script>',
  '../../../etc/passwd',
  '%00',
  '🛠️👩‍🏭',
  '\u202egnirts',
  'ß'.repeat(20_000),
  '\ud800',
  '{"a":1}',
  '-1',
  '1e309',
  'NaN',
  '9999999999999999',
  '2027-02-30',
  '[object Object]',
  'true',
  '__proto__',
  'constructor',
];

async function begin(): Promise<string> {
  const answer = await post('/checks/attractive-employer/start', {});
  return (answer.headers.get('location') ?? '').replace(/\/thema\/1$/, '');
}
const bogen = await begin();
const status = (await post('/anfrage', { message: 'x', contact: 'y', email: 'a@b.example', consent: 'ja' })).headers.get('location') ?? '';

const desk = '/gremienarbeit';
const { meetings, papers } = application.governance;
const bodyId = await meetings.createBody({ name: 'AG Probe', kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' });
const meetingId = await meetings.plan(bodyId, ONE_MEETING);
await meetings.begin(meetingId);
const agreementId = await meetings.agree(meetingId, {
  kind: 'task',
  text: 'Etwas tun',
  responsible: ['Anna Berg'],
  due: '2027-02-01',
  itemNumber: '1',
  topic: null,
});
const paperId = await papers.create({ title: 'Vorlage', text: 'Text', bodyId, topic: null, who: 'AG' });
const itemId = String((await services.pool.query('select id from governance.agenda_item where meeting_id = $1', [meetingId])).rows[0].id);
const personId = String((await services.pool.query("select id from governance.person where name = 'Anna Berg'")).rows[0].id);
const tasks = `/aufgaben/${await application.governance.followUp.link(personId)}`;

const idOf = async (query: string): Promise<string> => String((await services.pool.query(query)).rows[0].id);
const organisationId = await idOf('select id from organisations.organisation order by id limit 1');
const offerId = await idOf(`select id from offers.offer where organisation_id = '${organisationId}' limit 1`);
const consultantId = await idOf('select id from consultants.consultant order by id limit 1');
const networkId = await idOf('select id from networks.network order by id limit 1');
await post(`/organisation/${organisationId}/angebote/${offerId}`, { kind: 'advice', title: 'Probe', place: '24103' });
const company = (await post('/betrieb/neu', { name: 'Betrieb' })).headers.get('location') ?? '';
const place = `/organisation/${organisationId}`;

const award = `${company}/praedikat/future-culture`;
await post(award, {});
const draft = (await post('/standards/fassung/attractive-employer', {})).headers.get('location') ?? '';

// A consultant besides, with a course, an exchange, an application and a case that was taken up.
await application.accounts.membership.grant(services.db, userId, 'consultant', consultantId);
const course =
  (await post(`${place}/kurse`, { curriculum: 'network-pilot', title: 'Kurs', place: 'Kiel', seats: '9', link: '', note: '' })).headers.get(
    'location',
  ) ?? '';
const courseId = course.split('/').at(-1) ?? '';
const exchange =
  (await post('/austausch', { title: 'Austausch', day: '2027-05-05', place: 'Kiel', topics: '', hours: '', link: '' })).headers.get(
    'location',
  ) ?? '';
const accreditationOf = `/beratungsprofil/${consultantId}/akkreditierung`;
await post(accreditationOf, { evidenceTitle: '', evidence: '', note: '' });
const applicationId = await idOf('select id from accreditation.application limit 1');
const consultantSlug = String(
  (await services.pool.query('select slug from consultants.consultant where id = $1', [consultantId])).rows[0].slug,
);
await post('/anfrage', { an: `consultant:${consultantSlug}`, message: 'x', contact: 'y', email: 'fall@b.example', consent: 'ja' });
const requestId = await idOf("select id from requests.request where email = 'fall@b.example'");
await post(`/beratungsprofil/${consultantId}/anfragen/${requestId}`, { answer: 'accept', word: '' });
await application.cases.openFor(requestId);
const caseId = await idOf('select id from cases.case_file limit 1');
const caseLink = application.cases.linkOf((await application.cases.file(caseId)).row);

const story =
  (await post('/geschichtenwerkstatt', { title: 'Probe', company: 'Betrieb', contact: '', email: 'story@b.example' })).headers.get(
    'location',
  ) ?? '';
await post(`${story}/zitate`, { quote: 'Satz', person: 'Meisterin', personMail: 'quote@b.example' });
const storyFile = await application.stories.file(story.split('/').at(-1) ?? '');
const storyQuote = storyFile.quotes[0];
const storyLink = application.stories.companyPath(storyFile.row);
const quoteLink = `/zitat/${services.links.token('story-quote', storyQuote?.link_id ?? '')}`;

const newsItem =
  (await post('/redaktion/neu', { kind: 'news', title: 'Probe', summary: 'Probe', audience: 'public' })).headers.get('location') ?? '';
const newsIssue = (await post('/redaktion/newsletter', { title: 'Probe', intro: '' })).headers.get('location') ?? '';
await post('/newsletter', { email: 'leser@b.example' });
const subscriberLink = String((await services.pool.query('select link_id from news.subscriber limit 1')).rows[0].link_id);
const subscription = `/newsletter/${services.links.token('newsletter', subscriberLink)}`;

const trend = (await post('/trends', { title: 'Probe', description: 'Probe', topics: 'retention' })).headers.get('location') ?? '';

const project =
  (
    await post('/transfer/neu', {
      organisation: organisationId,
      title: 'Probe',
      summary: 'Probe',
      funder: 'x',
      contact: 'x',
      email: 'p@b.example',
      begins: '2026-01-01',
      ends: '2028-01-01',
    })
  ).headers.get('location') ?? '';
const researchResult =
  (await post(project, { kind: 'text', title: 'Probe', summary: 'Probe', body: 'Planen Sie.' })).headers.get('location') ?? '';
await post(`${researchResult}/schritte`, { path: 'story', target: '', responsible: 'x', due: '2027-01-01' });
const researchStep = await idOf('select id from research.step limit 1');

const organisationSlug = String(
  (await services.pool.query('select slug from organisations.organisation where id = $1', [organisationId])).rows[0].slug,
);
const meansBase = '/geschaeftsstelle/mittel';
const pledge =
  (await post(meansBase, { organisation: `/partner/${organisationSlug}`, kind: 'money', amount: '5', due: '2026-01-01' })).headers.get(
    'location',
  ) ?? '';

const anchoring = `/organisation/${organisationId}/verankerung`;
await post(`${anchoring}/massnahmen`, { title: 'x', level: 'middle', responsible: 'x', due: '2027-01-01' });
const anchoringMeasure = await idOf('select id from anchoring.measure limit 1');
await post(`${anchoring}/unterstuetzung`, { supportKind: 'other', supportText: 'x' });
const support = await idOf('select id from anchoring.support limit 1');

const FORMS: Record<string, string[]> = {
  [`${anchoring}/einschaetzung`]: ['management-wants', 'advisers-know'],
  [`${anchoring}/konzept`]: ['goals', 'example', 'shared', 'name-middle', 'mail-middle'],
  [`${anchoring}/massnahmen`]: ['title', 'level', 'responsible', 'due'],
  [`${anchoring}/massnahmen/${anchoringMeasure}/erledigt`]: ['x'],
  [`${anchoring}/massnahmen/${anchoringMeasure}/entfernen`]: ['x'],
  [`${anchoring}/unterstuetzung`]: ['supportKind', 'supportText'],
  [`/geschaeftsstelle/unterstuetzung/${support}`]: [`answer-${support}`],
  [`${anchoring}/unterstuetzung/${support}/erledigt`]: ['x'],
  [`/geschaeftsstelle/verankerung/${organisationId}/beispiel`]: ['zeigen'],
  [meansBase]: ['organisation', 'kind', 'amount', 'what', 'due', 'note'],
  [`${meansBase}/posten`]: ['title', 'planned', 'spent', 'lineNote'],
  [`${meansBase}/posten/00000000-0000-7000-8000-000000000000/entfernen`]: ['x'],
  [`${pledge}/eingang`]: ['day', 'amount', 'note'],
  [`${pledge}/eingang/00000000-0000-7000-8000-000000000000/entfernen`]: ['x'],
  [`${pledge}/geleistet`]: ['x'],
  [`${pledge}/erinnern`]: ['x'],
  [`${pledge}/zuruecknehmen`]: ['x'],
  '/transfer/neu': ['organisation', 'title', 'summary', 'funder', 'partners', 'contact', 'email', 'begins', 'ends'],
  [project]: ['kind', 'title', 'summary', 'body', 'link', 'topics'],
  [researchResult]: ['title', 'summary', 'body', 'link', 'topics'],
  [`${researchResult}/geprueft`]: ['checked'],
  [`${researchResult}/schritte`]: ['path', 'target', 'responsible', 'due'],
  [`/transfer/schritte/${researchStep}/entfaellt`]: ['note'],
  [`/transfer/schritte/${researchStep}/erledigt`]: ['body'],
  '/transfer/praxishilfen/00000000-0000-7000-8000-000000000000/zurueckziehen': ['x'],
  '/trends': ['title', 'description', 'topics', 'observations'],
  '/trends/beobachtungen': ['text', 'source', 'seen'],
  [`${trend}/beobachtungen`]: ['text', 'source', 'seen'],
  [`${trend}/urteil`]: ['strength', 'nearness'],
  [`${trend}/vorschlag`]: ['body'],
  [`${trend}/ausgang`]: ['outcome'],
  '/redaktion/neu': [
    'kind',
    'owner',
    'title',
    'summary',
    'body',
    'audience',
    'bodyId',
    'deadline',
    'how',
    'day',
    'from',
    'to',
    'place',
    'register',
    'material',
    'shownUntil',
    'topics',
  ],
  [newsItem]: ['kind', 'title', 'summary', 'audience', 'day', 'from', 'to', 'material', 'version'],
  [`${newsItem}/abgeben`]: ['x'],
  [`${newsItem}/veroeffentlichen`]: ['publishDay', 'publishTime'],
  [`${newsItem}/zurueckgeben`]: ['word'],
  [`${newsItem}/zuruecknehmen`]: ['x'],
  [`${newsItem}/wieder`]: ['x'],
  '/redaktion/newsletter': ['title', 'intro', 'items', 'stories'],
  [newsIssue]: ['title', 'intro', 'items', 'stories'],
  [`${newsIssue}/unklare`]: ['x'],
  [`${newsIssue}/probe`]: ['brief'],
  [`${newsIssue}/senden`]: ['angesehen'],
  [`${newsIssue}/anhalten`]: ['x'],
  [`${newsIssue}/beenden`]: ['x'],
  '/neuigkeiten/probe/mitmachen': ['organisation'],
  '/neuigkeiten/probe/aussteigen': ['organisation'],
  '/newsletter': ['email'],
  [subscription]: ['x'],
  [`${subscription}/ende`]: ['x'],
  '/geschichtenwerkstatt': ['owner', 'title', 'company', 'contact', 'email'],
  [`/geschichtenwerkstatt/aus-fall/${caseId}`]: ['x'],
  [`${story}/erzaehlen/way`]: ['text', 'before', 'weiter'],
  [`${story}/angaben`]: [
    'title',
    'summary',
    'company',
    'contact',
    'email',
    'industry',
    'size',
    'region',
    'topics',
    'points',
    'refs',
    'programme',
  ],
  [`${story}/zahlen`]: ['label0', 'before0', 'after0', 'label5', 'after5'],
  [`${story}/zitate`]: ['quote', 'person', 'personMail'],
  [`${story}/zitate/${storyQuote?.id}/papier`]: ['paper'],
  [`${story}/zitate/${storyQuote?.id}/entfernen`]: ['x'],
  [`${story}/bild`]: ['alt'],
  [`${story}/bild/text`]: ['alt'],
  [`${story}/bild/entfernen`]: ['x'],
  [`${story}/abgeben`]: ['x'],
  [`${story}/zurueckgeben`]: ['word'],
  [`${story}/freigabe`]: ['x'],
  [`${story}/veroeffentlichen`]: ['x'],
  [`${storyLink}/freigeben`]: ['fassung', 'nennen'],
  [`${storyLink}/aendern`]: ['word'],
  [`${storyLink}/wieder`]: ['x'],
  [quoteLink]: ['zustimmung'],
  [`${storyLink}/zurueckziehen`]: ['x'],
  [`${story}/zuruecknehmen`]: ['withdrawWord'],
  [`${place}/kurse`]: ['curriculum', 'title', 'place', 'link', 'seats', 'note'],
  [`${course}/sitzungen`]: ['module', 'day', 'starts', 'ends'],
  [`${course}/anwesenheit/00000000-0000-7000-8000-000000000000`]: ['da'],
  [`/bildung/kurse/${courseId}/anmelden`]: ['x'],
  [`/bildung/kurse/${courseId}/aufgaben/actors`]: ['answer-actors'],
  '/geschaeftsstelle/bildung/network-pilot/traeger': ['network-pilot-organisations', 'network-pilot-agreement', 'network-pilot-from'],
  '/geschaeftsstelle/bildung/network-pilot/siegel': ['network-pilot-s-agreement', 'network-pilot-s-from'],
  '/geschaeftsstelle/bildung/network-pilot/verleihen': ['network-pilot-certificate'],
  '/geschaeftsstelle/bildung/network-pilot/beenden/00000000-0000-7000-8000-000000000000': [
    'art',
    'why-00000000-0000-7000-8000-000000000000',
  ],
  '/nachweise/stellen': ['name', 'document', 'entfernen'],
  '/nachweise/pruefen': ['content'],
  [accreditationOf]: ['evidence', 'evidenceTitle', 'note', 'charter-beratungsverstaendnis'],
  [`${accreditationOf}/${applicationId}/widerspruch`]: [`text-${applicationId}`],
  '/geschaeftsstelle/akkreditierung/kampagnen': ['scheme', 'deadline'],
  [`/geschaeftsstelle/akkreditierung/${applicationId}/pruefung`]: ['finding', 'recommends'],
  [`/geschaeftsstelle/akkreditierung/${applicationId}/entscheidung`]: ['note', 'ergebnis', 'agreement'],
  [`/geschaeftsstelle/akkreditierung/${applicationId}/entziehen`]: ['why'],
  '/austausch': ['title', 'topics', 'day', 'hours', 'place', 'online', 'link'],
  [`${exchange}/teilnahme`]: ['da'],
  [`${exchange}/notizen`]: ['notes'],
  [`${exchange}/fragen`]: ['question'],
  [`/faelle/${caseId}/personen`]: ['person', 'side'],
  [`/faelle/${caseId}/ziele`]: ['goal'],
  [`/faelle/${caseId}/sitzungen`]: ['day', 'minutes', 'kind', 'tookPart', 'notes', 'funded', 'endsSprint', 'sprintReason', 'reason'],
  [`/faelle/${caseId}/unterlagen`]: ['documentKind', 'documentName', 'documentText'],
  [`/faelle/${caseId}/programm`]: ['programme'],
  [`/faelle/${caseId}/scheck`]: ['number', 'issued'],
  [`/faelle/${caseId}/abrechnung`]: ['settled'],
  [`/faelle/${caseId}/phase`]: ['phase'],
  [`/faelle/${caseId}/abschluss`]: ['result', 'resultNote', 'version'],
  [`/faelle/${caseId}/weitergabe`]: ['to', 'word'],
  [`${caseLink}/bewertung`]: ['stars', 'words'],
  [`${caseLink}/wirkung/0`]: ['goals', 'staff', 'work', 'recommend', 'bogen'],
  '/anmelden': ['email', 'weiter'],
  '/anmelden/passwort': ['adresse', 'passwort', 'weiter'],
  '/anmelden/zweiter-faktor': ['code', 'weiter'],
  [`/anmelden/link/${'A'.repeat(32)}`]: ['weiter'],
  '/konto/profil': ['name', 'locale'],
  '/konto/mitteilungen': ['request', 'review'],
  '/konto/sicherheit/passwort': ['bisher', 'neu'],
  '/konto/daten/loeschen': ['wort'],
  '/betrieb/neu': ['name', 'place'],
  [`${company}/holen`]: ['link'],
  '/partner-werden': ['name', 'kind', 'description', 'email', 'website', 'place', 'contact_email_1', 'charter_regionen'],
  '/aufnahmen/gremium': ['gremium'],
  [`${place}/profil`]: ['name', 'kind', 'email', 'website', 'place', 'contact_name_1', 'contact_email_1'],
  [`${place}/angebote/neu`]: ['kind', 'title', 'topics', 'industries', 'languages', 'place', 'reach_km', 'price', 'tun'],
  [`${place}/angebote/${offerId}`]: ['title', 'description', 'topics', 'reach_km'],
  [`${place}/austritt`]: ['on', 'reason'],
  [`/netzwerk/${networkId}/gebiet`]: ['description', 'email', 'districts'],
  [`/netzwerk/${networkId}/stand`]: ['antwort'],
  [`/netzwerk/${networkId}/partner`]: ['organisation'],
  [`/netzwerk/${networkId}/termine/neu`]: ['title', 'day', 'hours', 'place', 'description', 'link'],
  [`/netzwerk/${networkId}/anerkennung`]: ['partners', 'meetings', 'schritt'],
  [`/netzwerk/${networkId}/berichte/2026`]: ['achieved', 'difficult', 'schritt'],
  [`/geschaeftsstelle/netzwerke/${networkId}`]: ['ergebnis', 'note', 'conditions'],
  [`/beratungsprofil/${consultantId}/zeit`]: ['capacity', 'away_until'],
  [`/beratungsprofil/${consultantId}`]: ['name', 'email', 'about', 'topics', 'place', 'reach_km'],
  [`/mitarbeit/organisation/${organisationId}/einladen`]: ['email', 'role'],
  [`/beitreten/organisation/${organisationId}`]: ['word'],
  [`/pruefung/offer/${offerId}`]: ['word', 'tun', 'version'],
  '/geschaeftsstelle/daten/einlesen': ['art', 'datei'],
  [`/geschaeftsstelle/konten/${consultantId}`]: ['was'],
  [`${bogen}/thema/1`]: ['r_profile-strengths', 'n_profile-strengths', 'r_profile-visible', 'weiter'],
  [`${bogen}/plan`]: ['text', 'urgency', 'responsible', 'due', 'control', 'done'],
  [`${bogen}/plan/uebernehmen`]: ['checkpoint', 'vorschlag'],
  [`${bogen}/plan/00000000-0000-7000-8000-000000000000`]: ['text'],
  '/anfrage': ['message', 'contact', 'company', 'email', 'phone', 'place', 'share', 'consent', 'an', 'bogen'],
  [`${status}/zurueckziehen`]: ['x'],
  '/anfrage/an/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA': ['answer', 'word', 'to'],
  '/checks/nowhere/start': ['x'],
  [`${desk}/gremien/neu`]: ['name', 'kind', 'rule', 'parentId', 'mandate'],
  [`${desk}/gremien/${bodyId}`]: ['name', 'parentId'],
  [`${desk}/gremien/${bodyId}/mitglied`]: ['memberName', 'organisation', 'role', 'email'],
  [`${desk}/gremien/${bodyId}/sitzung`]: ['day', 'startTime', 'endTime', 'mode', 'length', 'times', 'everyWeeks', 'agenda'],
  [`${desk}/sitzungen/${meetingId}/aendern`]: ['day', 'startTime', 'place'],
  [`${desk}/sitzungen/${meetingId}/punkt`]: ['itemTitle', 'duration', 'paper'],
  [`${desk}/sitzungen/${meetingId}/stand`]: ['to', 'until'],
  [`${desk}/sitzungen/${meetingId}/protokoll/${itemId}`]: ['version', 'title', 'text'],
  [`${desk}/sitzungen/${meetingId}/anwesend`]: ['newName', 'newOrganisation', 'unnamed', 'taker'],
  [`${desk}/sitzungen/${meetingId}/vereinbaren`]: ['agreement', 'kind', 'item', 'responsible', 'due'],
  [`${desk}/sitzungen/${meetingId}/oeffentlich`]: ['title0', 'text0', 'participants'],
  [`${desk}/vereinbarungen/${agreementId}`]: ['text', 'state', 'droppedWhy', 'due', 'responsible', 'topic', 'replaces'],
  [`${desk}/vereinbarungen/${agreementId}/bemerkung`]: ['comment'],
  [`${desk}/personen/${personId}`]: ['email', 'public'],
  [`${desk}/vorlagen/neu`]: ['title', 'bodyId', 'text', 'topic'],
  [`${desk}/vorlagen/${paperId}/verweisen`]: ['bodyId', 'question', 'due', 'condition'],
  [`${desk}/vorlagen/${paperId}/ergebnis`]: ['consultation', 'result', 'yes', 'no', 'day'],
  [`${desk}/vorlagen/${paperId}/fassung`]: ['text'],
  [`${bogen}/zuschneiden`]: ['fokus', 'groesse', 'branche', 'woerter'],
  [`${bogen}/plan/erste`]: ['wahl', 'text', 'due', 'responsible', 'helper'],
  [`${bogen}/team`]: ['management', 'staff', 'days'],
  [`${bogen}/erinnerung`]: ['email', 'tun'],
  [`${bogen}/erklaerung`]: ['company', 'place', 'named', 'email', 'honest'],
  [`${bogen}/gemeinsam`]: ['name', 'scope', 'days'],
  [`${company}/nachweis`]: ['proof'],
  [`${company}/vergleich`]: ['bogen', 'tun'],
  [`${award}/entry/group`]: ['management', 'staff'],
  [`${award}/entry/talks`]: ['day', 'with', 'result'],
  [`${award}/entry/survey`]: ['assessment'],
  [`${award}/entry`]: ['named'],
  '/standards/neu': ['title', 'id'],
  [draft]: ['title', 'summary', 'audience', 'minutes', 'measures', 'months', 'en_title', 'leicht_summary', 'stand'],
  [`${draft}/zuruecknehmen`]: ['stand'],
  [`${draft}/aufbau`]: ['tun', 'titel', 'kurz', 'thema', 'stand'],
  [`${draft}/thema/profile`]: ['title', 'intro', 'replaces', 'nur_branchen', 'nur_thema', 'nur_bedarf', 'en_intro', 'stand'],
  [`${draft}/punkt/profile-strengths`]: [
    'title',
    'code',
    'question',
    'practice',
    'why',
    'measures',
    'topics',
    'replaces',
    'v0_branchen',
    'v0_question',
    'stand',
  ],
  [`${draft}/schritt`]: ['schritt', 'body', 'until'],
  [`${draft}/kommentar`]: ['text', 'punkt'],
  [`${draft}/kommentar/00000000-0000-7000-8000-000000000000`]: ['answer', 'resolved'],
  '/wegweiser': ['text'],
  '/wegweiser/passt-nicht': ['a', 'thema', 'ende', 'ort'],
  [`${tasks}/v/${agreementId}`]: [`reply-${agreementId.slice(-6)}`, `day-${agreementId.slice(-6)}`, `word-${agreementId.slice(-6)}`],
};

const QUERIES: Record<string, string[]> = {
  '/foerderung/coaching': ['staff', 'fullTime', 'begun', 'tage', 'preis', 'frueher'],
  '/neuigkeiten': ['art'],
  '/geschichten': ['branche', 'groesse', 'thema'],
  '/wegweiser/fragen': ['a', 'thema', 'ort', 'jetzt', 'ende', 'gesendet'],
  '/finden': ['text', 'ort', 'thema', 'branche', 'art', 'form', 'frei', 'sprache', 'bogen', 'seite'],
  '/vor-ort': ['ort'],
  '/anfrage': ['an', 'text', 'ort', 'bogen'],
  '/api/orte': ['q'],
  '/': ['lang'],
  '/beschluesse': ['text', 'gremium', 'jahr', 'thema', 'gilt'],
  [`${desk}/vereinbarungen`]: ['gremium', 'stand', 'wer', 'text', 'ansicht'],
  [`${desk}/personen`]: ['adresse'],
  [`${bogen}/unterweisung`]: ['punkt', 'massnahme', 'zeigen'],
  [`${bogen}/unterweisung.pdf`]: ['punkt', 'massnahme'],
  [`${bogen}/thema/1`]: ['nach'],
  [`${bogen}/aenderungen`]: ['seit'],
  '/anmelden': ['weiter', 'fehler'],
  '/geschaeftsstelle/konten': ['suche'],
  '/geschaeftsstelle/verlauf': ['datensatz', 'person', 'vor'],
  '/api/oparl/meetings': ['page', 'limit', 'created_since', 'modified_until', 'organization'],
};

const PATHS = [
  '/foerderung/%s',
  '/bildung/%s',
  '/bildung/kurse/%s',
  '/nachweise/%s',
  '/nachweise/%s/urkunde.pdf',
  '/akkreditierung/%s',
  '/geschaeftsstelle/akkreditierung/%s',
  '/austausch/%s',
  '/faelle/%s',
  `/faelle/${caseId}/unterlagen/%s`,
  '/fall/%s',
  `${caseLink}/wirkung/%s`,
  '/themen/%s',
  '/angebote/%s',
  '/partner/%s',
  '/beratung/%s',
  '/vor-ort/%s',
  '/checks/%s',
  '/bogen/%s',
  '/bogen/%s/plan.pdf',
  '/anfrage/stand/%s',
  '/anfrage/an/%s',
  '/postausgang/%s',
  '/gremien/%s',
  '/gremien/%s/termine.ics',
  '/sitzungen/%s',
  '/vorlagen/%s',
  '/aufgaben/%s',
  '/einspruch/%s',
  '/einladung/%s',
  '/abbestellen/%s',
  '/anmelden/link/%s',
  '/mitarbeit/organisation/%s',
  '/organisation/%s',
  '/organisation/%s/profil',
  `${place}/angebote/%s`,
  `${place}/anfragen/%s`,
  '/beratungsprofil/%s',
  '/netzwerk/%s',
  `/netzwerk/${networkId}/termine/%s`,
  `/netzwerk/${networkId}/berichte/%s`,
  '/geschaeftsstelle/netzwerke/%s',
  '/vor-ort/%s/berichte/2026/bericht.pdf',
  '/betrieb/%s',
  '/aufnahmen/%s',
  '/pruefung/offer/%s',
  '/pruefung/%s/x',
  '/geschaeftsstelle/daten/%s/csv',
  '/geschaeftsstelle/daten/einlesen/%s',
  '/angebote/%s/datei',
  '/mitarbeit/%s/x',
  '/beitreten/organisation/%s',
  '/geschaeftsstelle/verlauf?datensatz=%s',
  `${desk}/import/%s`,
  `${desk}/sitzungen/%s`,
  '/api/oparl/meeting/%s',
  '/api/oparl/person/%s',
  '/assets/%s',
  `${bogen}/thema/%s`,
  `${bogen}/plan/%s`,
  `${bogen}/vorlagen/%s`,
  '/begleitung/%s',
  '/team/%s',
  '/erinnerung/%s',
  '/erklaerung/%s',
  '/erklaerung/verwalten/%s',
  '/api/checks/%s',
  '/api/checks/healthy-work/%s',
  '/api/checks/schema/%s',
  '/checks/%s/vergleich',
  '/praedikate/%s',
  '/praedikate/urkunde/%s',
  '/praedikate/pruefung/%s',
  '/standards/%s',
  `${draft}/punkt/%s`,
  `${draft}/thema/%s`,
  `${draft}/vorschau/%s`,
];

/** Each credential is looked at in a process of its own: that takes its time, and more where others want the machine. */
const APART = new Set(['/nachweise/pruefen']);
const timeoutOf = (path: string) => (APART.has(path) ? 120_000 : 30_000);

describe('hostile input', () => {
  for (const [path, fields] of Object.entries(FORMS))
    it(`in the form ${path}`, { timeout: timeoutOf(path) }, async () => {
      for (const name of fields) {
        for (const value of HOSTILE) {
          const answer = await post(path, { [name]: value });
          expect(answer.status, `${name}=${JSON.stringify(value.slice(0, 30))}`).toBeLessThan(500);
          if (answer.status !== 200 && answer.status !== 422) continue;
          const html = await answer.text();
          expect(html).not.toContain('<script>alert');
          // Whoever is told of a fault is told in which field, by the name that the page gives it.
          // A message that says the name itself (“Hier fehlt noch etwas: Partner”) stands without it.
          const links = [...html.matchAll(/<a href="#([^"]*)" data-fault[^>]*>(?!<strong)([^<]*)/g)];
          const unnamed = links.filter(([, id = '', said = '']) => html.includes(` id="${id}"`) && !/: \S/.test(said)).map(([, id]) => id);
          expect(unnamed).toEqual([]);
        }
      }
    });

  it.each(Object.entries(QUERIES))('in the query of %s', async (path, fields) => {
    for (const name of fields) {
      for (const value of HOSTILE) {
        const answer = await get(`${path}?${name}=${encodeURIComponent(value.toWellFormed())}`);
        expect(answer.status, `${name}=${JSON.stringify(value.slice(0, 30))}`).toBeLessThan(500);
        expect(await answer.text()).not.toContain('<script>alert');
      }
    }
  });

  it.each(PATHS)('in the path %s', async (pattern) => {
    for (const value of HOSTILE.filter((text) => text.length < 5000)) {
      const answer = await get(pattern.replace('%s', encodeURIComponent(value.toWellFormed()) || 'x'));
      expect(answer.status, JSON.stringify(value)).toBeLessThan(500);
    }
  });

  it('in the path of every route: nobody finds anything, and nothing comes into a header', async () => {
    const routes = [...GET_PATTERNS.map(({ path }) => [path, get] as const), ...POST_PATTERNS.map(({ path }) => [path, post] as const)];
    const answers: [string, number][] = [];
    for (const [path, ask] of routes)
      for (const value of path.includes(':') ? ['%00', 'a%0D%0ASet-Cookie:x=1', '%7F'] : []) {
        const answer = await ask(path.replace(/:\w+(?:\{[^}]*\})?/g, value), {});
        answers.push([`${path} ${value}`, answer.status]);
        expect(answer.headers.get('set-cookie') ?? '').not.toContain('x=1');
      }
    expect(answers.length).toBeGreaterThan(500);
    expect(answers.filter(([, status]) => status !== 404)).toEqual([]);
  });

  it('in any combination', async () => {
    const fields = fc.dictionary(
      fc.constantFrom(...(FORMS['/anfrage'] ?? []), 'text', 'due', 'r_profile-strengths'),
      fc.oneof(fc.constantFrom(...HOSTILE.slice(0, 9)), fc.string({ unit: 'binary', maxLength: 40 })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(FORMS)), fields, async (path, values) => {
        const wellFormed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toWellFormed()]));
        expect((await post(path, wellFormed)).status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });
});

describe('bodies that are no forms', () => {
  const send = (body: BodyInit | null, headers: Record<string, string>) =>
    app.request(`${bogen}/plan`, {
      method: 'POST',
      body,
      headers: { origin: config.publicUrl, host: new URL(config.publicUrl).host, ...headers },
    });

  it.each([
    ['JSON', '{"text":"x"}', 'application/json', 400],
    ['nothing', null, 'text/plain', 400],
    ['a broken multipart', '--x\r\nnonsense', 'multipart/form-data; boundary=y', 400],
    ['300 kilobytes', `text=${'a'.repeat(300_000)}`, 'application/x-www-form-urlencoded', 413],
    ['600 fields', Array.from({ length: 600 }, (_, i) => `f${i}=1`).join('&'), 'application/x-www-form-urlencoded', 413],
  ] as const)('%s → %s', async (_, body, type, expected) => {
    const headers: Record<string, string> = { 'content-type': type };
    if (body !== null) headers['content-length'] = String(body.length);
    expect((await send(body, headers)).status).toBe(expected);
  });

  it('from another site are refused', async () => {
    const answer = await app.request(`${bogen}/loeschen`, {
      method: 'POST',
      body: 'x=1',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(403);
    expect((await get(bogen)).status).toBe(200);
  });
});

describe('files', () => {
  it.each([
    ['not JSON', 'hello'],
    ['another check', '{"format":"transferwerk-check","formatVersion":1,"check":"x","version":1,"ratings":{},"notes":{},"measures":[]}'],
    ['too large', 'x'.repeat(210_000)],
  ])('%s is refused with a word', async (_, content) => {
    const data = new FormData();
    data.set('datei', new File([content], 'x.json'));
    const answer = await app.request('/checks/attractive-employer/datei', {
      method: 'POST',
      body: data,
      headers: { origin: config.publicUrl, host: new URL(config.publicUrl).host },
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('datei-error');
  });
});

describe('after all that', () => {
  it('nothing is half-written', async () => {
    const { rows } = await services.pool.query(
      'select count(*)::int as n from requests.request r where not exists (select 1 from requests.step s where s.request_id = r.id)',
    );
    expect(rows[0].n).toBe(0);
  });
  it('the headers are strict', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'nonce-[\w+/=]+'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });
});

describe('JSON for passkeys', () => {
  it.each(['/api/passkey/anmelden', '/api/passkey/einrichten', '/api/passkey/anmelden/beginn', '/api/passkey/einrichten/beginn'])(
    '%s answers whatever comes with less than 500',
    async (path) => {
      const headers = { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie, 'content-type': 'application/json' };
      const bodies = [
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '{}',
        '{"id":1}',
        `{"response":{"clientDataJSON":"${'A'.repeat(20_000)}"}}`,
        '{"id":"x","rawId":"x","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"","signature":""}}',
        '{"__proto__":{"admin":true}}',
      ];
      for (const body of bodies)
        expect((await app.request(path, { method: 'POST', headers, body })).status, body.slice(0, 60)).toBeLessThan(500);
    },
  );
});
