import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { saveAnswers } from '../desk.ts';
import { sampleDefinition } from '../examples.ts';
import { createDeviceApp } from './app.ts';
import { createDeviceDesk, type Library } from './desk.ts';
import { openDeviceDb } from './store.ts';

const topics: Library['topics'] = { fields: [], all: [], get: () => undefined, label: (id) => id };
const library = (version: number): Library => ({ checks: [{ ...sampleDefinition, version, title: { de: `Probe ${version}` } }], topics });
const clock = fixedClock('2026-11-23T10:00:00Z');

describe('the desk of a device', () => {
  it('keeps an assessment on the version it was begun on, whatever the network authors meanwhile', async () => {
    const db = await openDeviceDb('versions');
    const before = createDeviceDesk(db, library(1), clock, 'http://localhost');
    const [definition] = before.library.checks;
    if (!definition) throw new Error('no definition');
    const id = await before.start(definition);
    await saveAnswers(before, 'company', id, { answers: [{ checkpoint: 'one-1', rating: 'urgent', note: '' }] });

    const after = createDeviceDesk(db, library(2), clock, 'http://localhost');
    const opened = await after.open(id);
    expect([opened.definition.version, opened.definition.title.de]).toEqual([1, 'Probe 1']);
    expect(opened.assessment.ratings).toEqual({ 'one-1': 'urgent' });
    expect((await after.list()).map((entry) => entry.definition.version)).toEqual([1]);
  });

  it('knows no id that is not on it', async () => {
    const desk = createDeviceDesk(await openDeviceDb('unknown'), library(1), clock, 'http://localhost');
    await expect(desk.open('0193b1e0-0000-7000-8000-000000000000')).rejects.toMatchObject({ status: 410 });
    await expect(desk.open('nicht-von-hier')).rejects.toMatchObject({ status: 404 });
  });

  it('says at once where nothing can be stored', async () => {
    const refused = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    const app = createDeviceApp({ desk: refused, locale: () => Promise.resolve('de') });
    const answer = await app.request('/geraet/');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Auf diesem Gerät lässt sich gerade nichts speichern');
  });
});
