import { describe, expect, it } from 'vitest';
import { removeDemo } from '../src/demo/load.ts';
import { listAgreements } from '../src/modules/governance/store/agreements.ts';
import { listBodies } from '../src/modules/governance/store/bodies.ts';
import { listPersons } from '../src/modules/governance/store/persons.ts';
import { testApplication } from './support/application.ts';

const { services, governance, get, search } = await testApplication();

describe('the demo network’s bodies', () => {
  it('are there with something coming, something overdue, and names only with consent', async () => {
    expect((await listBodies(services.db)).length).toBe(4);
    expect((await listAgreements(services.db, { state: 'overdue', today: governance.context.today() })).length).toBeGreaterThan(0);
    const page = await (await get('/gremien')).text();
    expect(page).toContain('Strategiekreis');
    const meeting = /\/sitzungen\/[0-9a-f-]{36}/.exec(page)?.[0] ?? '';
    expect((await get(meeting)).status).toBe(200);
    const body = await (await get('/gremien/demo-ag-transfer')).text();
    expect(body).not.toContain('Probst');
    expect(body).toContain('Demo-Institut');
  });

  it('go when real data comes, but what somebody entered in one of them stays', async () => {
    const [body] = await listBodies(services.db);
    const id = await governance.meetings.plan(body?.id ?? '', {
      day: '2027-03-01',
      startTime: '',
      endTime: '',
      mode: 'online',
      length: null,
      place: '',
      link: '',
      condition: '',
      times: 1,
      everyWeeks: 1,
      agenda: [],
    });
    await removeDemo({ db: services.db, search });
    expect((await listBodies(services.db)).map(({ name, demo }) => [name, demo])).toEqual([[body?.name, false]]);
    expect(await listPersons(services.db)).toEqual([]);
    expect((await get(`/sitzungen/${id}`)).status).toBe(200);
  });
});
