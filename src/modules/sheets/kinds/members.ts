import { newId } from '#platform/ids.ts';
import {
  insertMembership,
  insertPerson,
  listBodies,
  listMemberships,
  isNearName,
  isSameName,
  listPersons,
  nameKey,
  type MembershipRow,
  changeMembership,
  personOfMembership,
  removeMemberships,
  removePersons,
  updatePerson,
} from '#modules/governance/index.ts';
import { picked, without } from '../fields.ts';
import type { SheetKind, Touched } from '../kind.ts';
import { mark } from '../plan.ts';

type Key = 'body' | 'name' | 'organisation' | 'email' | 'role' | 'from' | 'to';
interface Values {
  body: string;
  name: string;
  organisation: string;
  email: string;
  role: string;
  from: string | null;
  to: string | null;
}
/** A membership with what hangs on its person. */
interface Member extends MembershipRow {
  name: string;
  email: string | null;
}
interface Known {
  id: string;
  name: string;
  email: string | null;
  organisation: string | null;
}

interface Address {
  email: string | null;
}

const fold = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();
const FIRST_DAY = '2000-01-01';

const cellsOf = (values: Partial<Values>): Record<Key, string> => ({
  body: values.body ?? '',
  name: values.name ?? '',
  organisation: values.organisation ?? '',
  email: values.email ?? '',
  role: values.role ?? '',
  from: values.from ?? '',
  to: values.to ?? '',
});

/** The columns of a membership that these values fill; name and address belong to the person. */
const rowOf = ({ organisation, role, from, to }: Partial<Values>): Partial<MembershipRow> => ({
  ...(organisation !== undefined && { organisation: organisation || null }),
  ...(role !== undefined && { role }),
  ...(from !== undefined && { from_day: from ?? FIRST_DAY }),
  ...(to !== undefined && { to_day: to }),
});

/**
 * A seat is recognised by body, name and address. A row without an address means the only seat of that name in the
 * body; one with an address means a seat that has none yet when the organisation is the same.
 */
const seatMarks = (body: string, name: string, email: string, organisation: string) => ({
  address: mark('address', body, nameKey(name), email),
  name: mark('name', body, nameKey(name)),
  organisation: mark('organisation', body, nameKey(name), organisation),
});

/** Whether a row and a person are the same by name and address, or by name and organisation where an address is missing. */
const isSamePerson = (known: Known, values: Pick<Values, 'name' | 'email' | 'organisation'>): boolean => {
  if (!isSameName(known.name, values.name)) return false;
  if (known.email && values.email) return fold(known.email) === fold(values.email);
  return values.organisation !== '' && fold(known.organisation ?? '') === fold(values.organisation);
};

/** Members of the bodies as a table; bodies have to be there. */
export function memberSheet(): SheetKind<Key, Values> {
  let bodies = new Map<string, { id: string; name: string }>();
  let persons: Known[] = [];
  /** People whom this import has entered: the same name and address in a second body is the same person. */
  let entered: Known[] = [];
  return {
    name: 'members',
    title: 'Mitglieder der Gremien',
    columns: [
      { key: 'body', fields: ['body'], headers: ['Gremium'], required: true, example: 'AG Transfer', hint: 'Wie es hier heißt.' },
      {
        key: 'name',
        fields: ['name'],
        headers: ['Name', 'Person'],
        required: true,
        example: 'Erika Beispiel',
        hint: 'Zusammen mit der E-Mail-Adresse wird sie wiedererkannt.',
      },
      {
        key: 'organisation',
        fields: ['organisation'],
        headers: ['Organisation'],
        required: false,
        example: 'Beispielkammer Nord',
        hint: 'Für wen die Person spricht.',
      },
      {
        key: 'email',
        fields: ['email'],
        headers: ['E-Mail', 'Mail', 'Email'],
        required: false,
        example: 'erika@beispiel.example',
        hint: 'Für Einladungen.',
      },
      { key: 'role', fields: ['role'], headers: ['Rolle', 'Funktion'], required: false, example: 'Leitung', hint: 'Leer heißt Mitglied.' },
      { key: 'from', fields: ['from'], headers: ['Von', 'Seit'], required: false, example: '1.1.2026', hint: 'Ein Datum.' },
      { key: 'to', fields: ['to'], headers: ['Bis'], required: false, example: '', hint: 'Ein Datum, oder leer.' },
    ],

    async known(db) {
      const [allBodies, allPersons, memberships] = await Promise.all([listBodies(db), listPersons(db), listMemberships(db)]);
      bodies = new Map(allBodies.map((body) => [fold(body.name), body]));
      persons = allPersons.filter((person) => person.kind === 'person');
      entered = [];
      const bodyName = new Map(allBodies.map((body) => [body.id, body.name]));
      const byId = new Map(allPersons.map((person) => [person.id, person]));
      return memberships.map((row) => {
        const person = byId.get(row.person_id ?? '');
        const record: Member = { ...row, name: person?.name ?? '', email: person?.email ?? null };
        const { name } = record;
        const body = bodyName.get(row.body_id) ?? '';
        const email = record.email ?? '';
        const organisation = row.organisation ?? '';
        const marks = seatMarks(body, name, email, organisation);
        return {
          id: row.id,
          label: [name, email || organisation, body].filter(Boolean).join(', '),
          exact: [marks.address, marks.name, ...(email === '' && organisation !== '' ? [marks.organisation] : [])],
          weak: [mark('seat', body, nameKey(name))],
          cells: cellsOf({ body, name, organisation, email, role: row.role, from: row.from_day, to: row.to_day }),
          record,
        };
      });
    },

    read(row) {
      const body = bodies.get(fold(row.text('body')));
      if (row.has('body') && !body) row.fault('body', 'Dieses Gremium gibt es hier nicht.');
      const values = {
        body: body?.name ?? '',
        name: row.text('name'),
        organisation: row.text('organisation'),
        email: row.email('email'),
        role: row.text('role', 100),
        from: row.day('from') ?? FIRST_DAY,
        to: row.day('to'),
      };
      const { name, email, organisation } = values;
      const marks = seatMarks(values.body, name, email, organisation);
      // The same name elsewhere may be the same person or another one: only an address tells.
      const namesakes = persons.filter((person) => isSameName(person.name, name) || isNearName(person.name, name));
      const [same, ...more] = namesakes.filter((person) => isSamePerson(person, values));
      const isCertain = same !== undefined && more.length === 0;
      const others = isCertain
        ? []
        : namesakes.map((person) => ({
            answer: `link:${person.id}`,
            label: [person.name, person.email, person.organisation].filter(Boolean).join(', '),
          }));
      return {
        title: [name, values.body && `(${values.body})`].filter(Boolean).join(' '),
        exact: email === '' ? [marks.name] : [marks.address, ...(organisation === '' ? [] : [marks.organisation])],
        weak: email === '' ? [] : [mark('seat', values.body, nameKey(name))],
        others,
        link: isCertain ? same.id : null,
        values,
      };
    },

    cellsOf,

    isSame: (key, one, other) => key === 'name' && isSameName(one, other),

    linked(link) {
      const person = persons.find((each) => each.id === link);
      return person ? { name: person.name, email: person.email ?? '' } : {};
    },

    refuses(_, values) {
      if (values.body !== undefined) return { key: 'body', message: 'Unter dieser Kennung steht ein Sitz in einem anderen Gremium.' };
      if (values.name === undefined) return undefined;
      // Whoever follows on a seat is another person: her name over the old one would give her what the other agreed.
      return { key: 'name', message: 'Unter dieser Kennung steht jemand anderes. Für eine andere Person lassen Sie die Kennung leer.' };
    },

    // The address belongs to the person: undo puts it back by what was touched.
    before(known, values) {
      const { from_day: from, to_day: to, organisation, role } = known as Member;
      return picked<Partial<Values>>({ from, to, role, organisation: organisation ?? '' }, without(values, 'email'));
    },

    async add(trx, id, values, now, link) {
      const body = bodies.get(fold(values.body));
      if (!body) throw new Error('a member without a body: the plan has refused it');
      const stamps = { created_at: now, updated_at: now };
      const { name, organisation } = values;
      const known = persons.find((person) => person.id === link) ?? entered.find((person) => isSamePerson(person, values));
      const touched: Touched[] = [];
      const person = known ?? { id: newId(now.getTime()), name, email: values.email || null, organisation: organisation || null };
      if (!known) {
        entered.push(person);
        touched.push({ id: person.id, before: null, after: null });
        await insertPerson(trx, { ...person, ...stamps, kind: 'person', public_since: null, demo: false });
      } else if (values.email && values.email !== known.email) {
        touched.push({ id: known.id, before: { email: known.email }, after: { email: values.email } });
        known.email = values.email;
        await updatePerson(trx, known.id, { email: values.email, updated_at: now });
      }
      const row = { body_id: body.id, person_id: person.id, organisation: organisation || null, role: values.role };
      await insertMembership(trx, { id, ...stamps, ...row, from_day: values.from ?? FIRST_DAY, to_day: values.to });
      return touched;
    },

    async change(trx, id, values, now) {
      await changeMembership(trx, id, { ...rowOf(values), updated_at: now });
      if (values.email === undefined) return [];
      const person = await personOfMembership(trx, id);
      if (!person) return [];
      await updatePerson(trx, person.id, { email: values.email || null, updated_at: now });
      return [{ id: person.id, before: { email: person.email }, after: { email: values.email || null } }];
    },

    remove: (trx, ids) => removeMemberships(trx, ids),

    async restore(trx, touched) {
      const entered = touched.flatMap((each) => (each.before === null ? [each.id] : []));
      const kept = new Set(await removePersons(trx, entered));
      const now = new Map((await listPersons(trx)).map((person) => [person.id, person]));
      const emails = new Map([...now].map(([id, person]) => [id, person.email]));
      for (const { id, before, after } of touched.toReversed()) {
        if (before === null) continue;
        // What somebody has typed since counts more than what stood there before.
        if ((after as Address).email !== emails.get(id)) kept.add(id);
        else {
          const { email } = before as Address;
          await updatePerson(trx, id, { email });
          emails.set(id, email);
        }
      }
      return [...kept].flatMap((id) => now.get(id)?.name ?? []);
    },

    inUse: () => Promise.resolve([]),
  };
}
