import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromRoot } from '../../src/platform/root.ts';
import { MANY_CONSULTANTS } from '../support/people.ts';
import { sendingServer } from '../support/sending.ts';

const PEOPLE = 2500;
const ADDRESSES = 2200;
let sending: Awaited<ReturnType<typeof sendingServer>>;

beforeAll(async () => {
  sending = await sendingServer('campaign');
  await sending.client.query(MANY_CONSULTANTS, [PEOPLE, ADDRESSES, '2028-12-31']);
});
afterAll(() => sending.stop());

describe('accredited anew', () => {
  it(`writes to ${PEOPLE} people, though it is killed three times, and to nobody twice`, async () => {
    const { folder, number, mail, kill } = sending;
    const { received, letters } = mail;
    const call = ['accreditation', 'campaign', 'consultant-2027', '--until', '2027-06-30'];
    const options = { encoding: 'utf8', env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', DEMO: 'off' } } as const;
    const run = (...more: string[]) => spawnSync(process.execPath, [fromRoot('bin', 'transferwerk.mjs'), ...call, ...more], options);
    const shown = run();
    expect(shown.stdout).toContain(`${PEOPLE} people would be written to`);
    const looked = /--looked (\S+)\s*$/.exec(shown.stdout)?.[1] ?? '';
    expect(run('--looked', 'another').stderr).toContain('Nothing was sent (changed)');
    const begun = performance.now();
    const started = run('--looked', looked);
    expect(started.stderr).toBe('');
    expect(started.stdout).toContain('has begun');
    // How long a machine takes to start a server three times is no time in which anybody writes.
    let down = 0;
    for (const count of [150, 700, 1400]) {
      await mail.arrived(count);
      const killed = performance.now();
      await kill();
      down += (performance.now() - killed) / 1000;
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from accreditation.campaign where state = 'running'`)).toBe(1), {
      timeout: 240_000,
      interval: 200,
    });
    const seconds = (performance.now() - begun) / 1000 - down;
    const sent = await number('select count(*) as n from platform.mail where campaign is not null and sent_at is not null');
    const unsure = await number('select count(*) as n from platform.mail where campaign is not null and sent_at is null');
    console.log(
      `${PEOPLE} people, ${sent} letters certainly sent, ${unsure} unsure after three kills, ${seconds.toFixed(1)} s, and ${down.toFixed(1)} s for three starts`,
    );
    // Whoever sends outlives the server for the letters in its hands (decision 0033): none is unsure.
    expect({ sent, unsure }).toEqual({ sent: ADDRESSES, unsure: 0 });
    expect([...received.values()].every((count) => count === 1)).toBe(true);
    expect(received.size).toBe(ADDRESSES);
    expect(await number('select count(*) as n from accreditation.campaign_member where told_at is null')).toBe(0);
    // Two people at one address: one letter that names both, each with what is missing.
    const shared = letters.filter((letter) => letter.includes('Person 2201') && letter.includes('Person 1\n'.trim()));
    expect(shared.length).toBe(1);

    // Whoever calls it again writes to nobody.
    const before = letters.length;
    const again = spawnSync(process.execPath, [fromRoot('bin', 'transferwerk.mjs'), 'accreditation', 'continue'], options);
    expect(again.stdout).toContain('0 people written to.');
    expect(letters.length).toBe(before);
  }, 300_000);
});
