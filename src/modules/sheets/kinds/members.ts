import { newId } from '#platform/ids.ts';
import {
  insertMembership,
  insertPerson,
  listBodies,
  listMemberships,
  listPersons,
  type MembershipRow,
  removeMemberships,
  replaceMembership,
  updatePerson,
} from '#modules/governance/index.ts';
import type { SheetKind } from '../kind.ts';

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

const MOST = 20_000;
const fold = (text: string) => text.toLowerCase().trim();
const FIRST_DAY = '2000-01-01';

const cellsOf = (values: Values): Record<Key, string> => ({ ...values, from: values.from ?? '', to: values.to ?? '' });

/** Members of the bodies as a table; bodies have to be there. */
export function memberSheet(): SheetKind<Key, Values> {
  let bodies = new Map<string, { id: string; name: string }>();
  let persons = new Map<string, { id: string; email: string | null }>();
  return {
    name: 'members',
    title: 'Mitglieder der Gremien',
    columns: [
      { key: 'body', headers: ['Gremium'], required: true, example: 'AG Transfer', hint: 'Wie es hier heißt.' },
      {
        key: 'name',
        headers: ['Name', 'Person'],
        required: true,
        example: 'Erika Beispiel',
        hint: 'Mit dem Gremium zusammen wird sie wiedererkannt.',
      },
      {
        key: 'organisation',
        headers: ['Organisation'],
        required: false,
        example: 'Beispielkammer Nord',
        hint: 'Für wen die Person spricht.',
      },
      { key: 'email', headers: ['E-Mail', 'Mail', 'Email'], required: false, example: 'erika@beispiel.example', hint: 'Für Einladungen.' },
      { key: 'role', headers: ['Rolle', 'Funktion'], required: false, example: 'Leitung', hint: 'Leer heißt Mitglied.' },
      { key: 'from', headers: ['Von', 'Seit'], required: false, example: '1.1.2026', hint: 'Ein Datum.' },
      { key: 'to', headers: ['Bis'], required: false, example: '', hint: 'Ein Datum, oder leer.' },
    ],

    async known(db) {
      const [allBodies, allPersons, memberships] = await Promise.all([listBodies(db), listPersons(db, MOST), listMemberships(db)]);
      bodies = new Map(allBodies.map((body) => [fold(body.name), body]));
      persons = new Map(allPersons.map((person) => [fold(person.name), person]));
      const bodyName = new Map(allBodies.map((body) => [body.id, body.name]));
      const byId = new Map(allPersons.map((person) => [person.id, person]));
      return memberships.map((row) => {
        const person = byId.get(row.person_id ?? '');
        const name = person?.name ?? '';
        const body = bodyName.get(row.body_id) ?? '';
        const values = {
          body,
          name,
          organisation: row.organisation ?? '',
          email: person?.email ?? '',
          role: row.role,
          from: row.from_day,
          to: row.to_day,
        };
        const record: Member = { ...row, name, email: person?.email ?? null };
        return { id: row.id, names: [`${name} (${body})`], cells: cellsOf(values), record };
      });
    },

    read(row) {
      const typed = row.text('body');
      const body = bodies.get(fold(typed));
      if (!body) row.fault('body', 'Dieses Gremium gibt es hier nicht.');
      const name = row.text('name');
      const values = {
        body: body?.name ?? '',
        name,
        organisation: row.text('organisation'),
        email: row.email('email'),
        role: row.text('role', 100),
        from: row.day('from') ?? FIRST_DAY,
        to: row.day('to'),
      };
      return { title: `${name} (${values.body})`, values };
    },

    cellsOf,

    async add(trx, id, values, now) {
      const body = bodies.get(fold(values.body));
      if (!body) throw new Error('a member without a body: the plan has refused it');
      const stamps = { created_at: now, updated_at: now };
      let person = persons.get(fold(values.name));
      if (!person) {
        person = { id: newId(now.getTime()), email: values.email || null };
        persons.set(fold(values.name), person);
        await insertPerson(trx, {
          ...person,
          ...stamps,
          kind: 'person',
          name: values.name,
          organisation: values.organisation || null,
          public_since: null,
          demo: false,
        });
      } else if (values.email && values.email !== person.email)
        await updatePerson(trx, person.id, { email: values.email, updated_at: now });
      await insertMembership(trx, {
        id,
        ...stamps,
        body_id: body.id,
        person_id: person.id,
        organisation: values.organisation || null,
        role: values.role,
        from_day: values.from ?? FIRST_DAY,
        to_day: values.to,
      });
    },

    async change(trx, known, values, now) {
      const { name: _, email, ...before } = known as Member;
      await replaceMembership(trx, {
        ...before,
        organisation: values.organisation || null,
        role: values.role,
        from_day: values.from ?? before.from_day,
        to_day: values.to,
        updated_at: now,
      });
      if (before.person_id && values.email !== (email ?? ''))
        await updatePerson(trx, before.person_id, { email: values.email || null, updated_at: now });
    },

    remove: (trx, ids) => removeMemberships(trx, ids),

    async restore(trx, record) {
      const { name: _, email, ...before } = record as Member;
      const updated_at = new Date(before.updated_at);
      await replaceMembership(trx, { ...before, created_at: new Date(before.created_at), updated_at });
      if (before.person_id) await updatePerson(trx, before.person_id, { email, updated_at });
    },
  };
}
