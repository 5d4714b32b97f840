import { found, type Hands, idIn, pageOf, taken } from './hands.ts';

/** A partner's anchoring: rated, planned, with a question to the office. */
export async function makeAnchoring({ app, places, people }: Hands) {
  const base = `/organisation/${places.organisation.id}/verankerung`;
  const { organisationEditor: editor, office } = people;
  const points = app.content.anchoring.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id));
  await taken(editor.post(`${base}/einschaetzung`, Object.fromEntries(points.map((point) => [point, 'urgent']))));
  const measure = { title: 'Check im Team ausfüllen', level: 'advisers', responsible: 'Teamleitung', due: '2026-11-30' };
  await taken(editor.post(`${base}/massnahmen`, measure));
  await taken(
    editor.post(`${base}/konzept`, { goals: 'Jede Beraterin kennt einen Check.', example: 'Wir füllen jeden Check selbst aus.' }),
  );
  for (const supportText of ['Eine Einführung für sechs Leute', 'Plakate'])
    await taken(editor.post(`${base}/unterstuetzung`, { supportKind: 'training', supportText }));
  const support = found(await pageOf(office, '/geschaeftsstelle/verankerung'), /unterstuetzung\/([0-9a-f-]{36})/);
  await taken(office.post(`/geschaeftsstelle/unterstuetzung/${support}`, { [`answer-${support}`]: 'Am 12. Januar, online.' }));
  return { support };
}

/** A pledge with a receipt, one of another kind, a line of the budget. */
export async function makeMeans({ places, people }: Hands) {
  const { office } = people;
  const base = '/geschaeftsstelle/mittel';
  const pledge = {
    organisation: places.organisation.name,
    kind: 'money',
    amount: '1.500,00',
    what: '',
    due: '2026-11-01',
    note: '',
  };
  const money = await taken(office.post(`${base}?jahr=2026`, pledge));
  await taken(office.post(`${money}/eingang`, { day: '2026-11-10', amount: '500', note: 'erste Rate' }));
  await taken(office.post(`${base}?jahr=2026`, { ...pledge, kind: 'other', what: 'ein Raum für vier Sitzungen' }));
  await taken(office.post(`${base}/posten?jahr=2026`, { title: 'Personal', planned: '1.200', spent: '300', lineNote: '' }));
  return { pledge: idIn(money) };
}
