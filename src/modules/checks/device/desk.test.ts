import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { saveAnswers } from '../desk.ts';
import { sampleDefinition, sampleMeasure } from '../examples.ts';
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

  it('carries an assessment over to a newer version, and shows what moved between two rounds', async () => {
    const db = await openDeviceDb('carry');
    const before = createDeviceDesk(db, library(1), clock, 'http://localhost');
    const id = await before.start(before.library.checks[0] ?? sampleDefinition);
    await saveAnswers(before, 'company', id, { answers: [{ checkpoint: 'one-1', rating: 'urgent', note: 'Notiz' }] });
    await before.store.saveMeasure(id, sampleMeasure({ id: before.newId() }));

    const after = createDeviceDesk(db, library(2), clock, 'http://localhost');
    const app = createDeviceApp({ desk: () => Promise.resolve(after), locale: () => Promise.resolve('de') });
    expect(await (await app.request(`/geraet/bogen/${id}`)).text()).toContain('Es gibt eine neue Fassung');
    const carried = await app.request(`/geraet/bogen/${id}/fassung`, { method: 'POST' });
    const next = (carried.headers.get('location') ?? '').split('/').at(-1) ?? '';
    const opened = await after.open(next);
    expect([opened.full.version, opened.assessment.ratings, opened.assessment.notes]).toEqual([
      2,
      { 'one-1': 'urgent' },
      { 'one-1': 'Notiz' },
    ]);
    expect(opened.assessment.measures).toHaveLength(1);
    await saveAnswers(after, 'company', next, { answers: [{ checkpoint: 'one-1', rating: 'none', note: '' }] });
    expect(await (await app.request(`/geraet/bogen/${next}/bewegung`)).text()).toContain('1 Punkt ist besser geworden');
  });

  it('brings what an older version of the app left into the new shape', async () => {
    const { openDB } = await import('idb');
    const old = await openDB('older', 1, {
      upgrade(db) {
        db.createObjectStore('assessment', { keyPath: 'id' });
        db.createObjectStore('change', { keyPath: ['assessment', 'seq'] });
        db.createObjectStore('definition', { keyPath: ['id', 'version'] });
        db.createObjectStore('setting');
      },
    });
    const id = '0193b1e0-0000-7000-8000-000000000001';
    const { number: _, ...theme } = sampleDefinition.themes[0] as (typeof sampleDefinition.themes)[0];
    await old.put('definition', { ...sampleDefinition, themes: [theme] });
    await old.put('assessment', {
      id,
      checkId: 'sample',
      version: 1,
      createdAt: clock.now(),
      visitedAt: clock.now(),
      company: {},
      ratings: {},
      notes: {},
      advice: { ratings: {}, notes: {} },
      conflicts: [],
      focus: [],
      seq: 0,
      measures: [
        { id: 'a', text: 'Getan', done: true, responsible: '', control: '' },
        { id: 'b', text: 'Offen', done: false, responsible: '', control: '' },
      ],
    });
    old.close();
    const desk = createDeviceDesk(await openDeviceDb('older'), library(1), clock, 'http://localhost');
    const opened = await desk.open(id);
    expect(opened.assessment.measures.map(({ text, state, helper }) => [text, state, helper])).toEqual([
      ['Getan', 'done', ''],
      ['Offen', 'open', ''],
    ]);
    expect([opened.assessment.words, opened.definition.themes[0]?.number]).toEqual(['normal', 1]);
  });

  it('knows no id that is not on it', async () => {
    const desk = createDeviceDesk(await openDeviceDb('unknown'), library(1), clock, 'http://localhost');
    await expect(desk.open('0193b1e0-0000-7000-8000-000000000000')).rejects.toMatchObject({ status: 410 });
    await expect(desk.open('nicht-von-hier')).rejects.toMatchObject({ status: 404 });
  });

  it('makes way for a newer app, and an older one says that it is older instead of touching anything', async () => {
    let isGone = false;
    const mine = await openDeviceDb('newer', () => {
      isGone = true;
    });
    const { openDB } = await import('idb');
    (await openDB('newer', 99)).close();
    expect(isGone).toBe(true);
    await expect(mine.getAll('assessment')).rejects.toThrow();
    const app = createDeviceApp({
      desk: async () => createDeviceDesk(await openDeviceDb('newer'), library(1), clock, 'http://localhost'),
      locale: () => Promise.resolve('de'),
    });
    const answer = await app.request('/geraet/');
    expect([answer.status, (await answer.text()).includes('Diese App ist älter als Ihre Daten')]).toEqual([500, true]);
  });

  it('says at once where nothing can be stored', async () => {
    const refused = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    const app = createDeviceApp({ desk: refused, locale: () => Promise.resolve('de') });
    const answer = await app.request('/geraet/');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Auf diesem Gerät lässt sich gerade nichts speichern');
  });
});
